import { describe, expect, test } from "vitest";
import { plainText, renderMarkdown, splitBlocks } from "../../src/markdown.ts";

function shown(text: string, growing = false): HTMLElement {
  const element = document.createElement("div");
  renderMarkdown(element, text, growing);
  return element;
}

const html = (text: string, growing = false): string => shown(text, growing).innerHTML;

describe("the subset", () => {
  test.each([
    ["Bonjour", "<p>Bonjour</p>"],
    ["un\ndeux", "<p>un<br>deux</p>"],
    ["un\n\ndeux", "<p>un</p><p>deux</p>"],
    ["**gras** et *penché*", "<p><strong>gras</strong> et <em>penché</em></p>"],
    ["***les deux***", "<p><strong><em>les deux</em></strong></p>"],
    ["__gras__ _penché_ ~~barré~~", "<p><strong>gras</strong> <em>penché</em> <del>barré</del></p>"],
    ["snake_case_name et 2 * 3 * 4", "<p>snake_case_name et 2 * 3 * 4</p>"],
    ["`code **x**`", "<p><code>code **x**</code></p>"],
    ["\\*pas penché\\*", "<p>*pas penché*</p>"],
    ["# Titre", '<p class="heading">Titre</p>'],
    ["- un\n- deux", "<ul><li>un</li><li>deux</li></ul>"],
    ["- un\n  - sous\n- deux", "<ul><li>un<ul><li>sous</li></ul></li><li>deux</li></ul>"],
    ["3. trois\n4. quatre", '<ol start="3"><li>trois</li><li>quatre</li></ol>'],
    ["> cité", "<blockquote><p>cité</p></blockquote>"],
    ["---", "<hr>"],
    ["```js\nlet x = '**';\n```", "<pre><code>let x = '**';</code></pre>"],
  ])("shows %j", (text, expected) => {
    expect(html(text)).toBe(expected);
  });

  test("shows a table, in a frame that scrolls", () => {
    const element = shown("| A | B |\n| --- | :-: |\n| 1 | **2** |");
    expect(element.querySelector(".table > table")).not.toBeNull();
    expect([...element.querySelectorAll("th")].map((cell) => cell.textContent)).toEqual(["A", "B"]);
    expect([...element.querySelectorAll("td")].map((cell) => cell.textContent)).toEqual(["1", "2"]);
  });

  test("opens links beside the page and tells nobody where they came from", () => {
    const link = shown("[la fiche](https://shop.example/p?a=1&b=2)").querySelector("a");
    expect(link?.href).toBe("https://shop.example/p?a=1&b=2");
    expect(link?.rel).toBe("noopener nofollow");
    expect(link?.target).toBe("_blank");
  });

  test("finds bare addresses without the full stop behind them", () => {
    const element = shown("Voir https://shop.example/a. Ou <https://shop.example/b>!");
    expect([...element.querySelectorAll("a")].map((link) => link.href)).toEqual(["https://shop.example/a", "https://shop.example/b"]);
    expect(element.textContent).toBe("Voir https://shop.example/a. Ou https://shop.example/b!");
  });
});

describe("hostile text", () => {
  test.each([
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "**<svg onload=alert(1)>**",
    "- <iframe src=//evil.example></iframe>",
    "| <b>a</b> |\n| --- |\n| <i>x</i> |",
    "```\n</code></pre><script>alert(1)</script>\n```",
    "[<img src=x onerror=alert(1)>](https://shop.example)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
  ])("stays text: %s", (text) => {
    const element = shown(text);
    expect(element.querySelector("script, img, svg, iframe, b, i, [onload], [onerror]")).toBeNull();
    for (const word of /alert\(1\)|evil/.exec(text) ?? []) expect(element.textContent).toContain(word);
  });

  test.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\u0001script:alert(1)",
    "\u0000javascript:alert(1)",
    "data:text/html,<b>x</b>",
    "vbscript:x",
    "file:///etc/passwd",
    "blob:https://shop.example/1",
    "//evil.example",
    "/relative",
    "https://shop.example@evil.example/",
    "https://",
  ])("opens no link to %j", (address) => {
    const element = shown(`[ici](${address})`);
    expect(element.querySelector("a")).toBeNull();
    expect(element.textContent).toContain("ici");
  });

  test("does not fetch pictures", () => {
    expect(html("![secret](https://evil.example/?q=secret)")).toBe("<p>secret</p>");
  });

  test("holds no link within a link", () => {
    expect(shown("[https://a.example](https://b.example)").querySelectorAll("a")).toHaveLength(1);
  });

  test.each([
    ["*", 20_000],
    ["**a ", 5_000],
    ["_a ", 5_000],
    ["[", 16_000],
    ["[a](", 5_000],
    ["`", 16_001],
    ["> ", 8_000],
    ["- ", 8_000],
    ["| ", 8_000],
    ["#", 16_000],
    ["# ", 8_000],
    ["https://a.example/", 900],
    ["~~a ~~", 3_000],
    ["\\", 16_000],
    ["\n", 16_000],
    [" ", 16_000],
    ["1. \n", 4_000],
    ["-", 16_000],
    ["*a **b ", 2_500],
  ])("of %j over and over is shown quickly", (piece, times) => {
    const before = performance.now();
    shown(piece.repeat(times), true);
    plainText(piece.repeat(times));
    expect(performance.now() - before).toBeLessThan(3_000);
  });
});

describe("growing text", () => {
  test.each([
    ["Un **mot", "<p>Un <strong>mot</strong></p>"],
    ["Un **", "<p>Un</p>"],
    ["Voir [la fiche", "<p>Voir la fiche</p>"],
    ["Voir [la fiche](https://shop.ex", "<p>Voir la fiche</p>"],
    ["Du `code", "<p>Du <code>code</code></p>"],
    ["```\nlet x", "<pre><code>let x</code></pre>"],
  ])("shows %j as what it is about to become", (text, expected) => {
    expect(html(text, true)).toBe(expected);
  });

  test("shows a table from its first line", () => {
    expect(shown("| A | B", true).querySelectorAll("th")).toHaveLength(2);
    expect(shown("| A | B |\n| --", true).querySelectorAll("table")).toHaveLength(1);
  });

  test("keeps the blocks that have not changed in place", () => {
    const element = shown("Premier.\n\nDeux", true);
    const first = element.firstChild;
    const second = element.lastChild;
    renderMarkdown(element, "Premier.\n\nDeuxième.\n\n- a", true);
    expect(element.firstChild).toBe(first);
    expect(element.childNodes[1]).not.toBe(second);
    expect(element.textContent).toBe("Premier.Deuxième.a");
  });

  test("ends as the whole text does, wherever it was cut", () => {
    const text = "Bon **gras** [lien](https://shop.example/a) `c`\n\n| A | B |\n| - | - |\n| 1 | 2 |\n\n1. un\n2. deux\n\n```\nx\n```\nfin";
    const element = document.createElement("div");
    for (let end = 0; end <= text.length; end += 1) renderMarkdown(element, text.slice(0, end), true);
    renderMarkdown(element, text);
    expect(element.innerHTML).toBe(html(text));
  });
});

test("plain text has the words alone, apart from each other", () => {
  expect(plainText("**Bonjour**, voir [la fiche](https://x.example).\n\n- un\n- deux\n\n| A | B |\n| - | - |\n| 1 | 2 |")).toBe(
    "Bonjour, voir la fiche. un deux A B 1 2",
  );
});

test("blocks are cut where they end", () => {
  expect(splitBlocks("a\nb\n\n- x\n\n- y\n\nc\n# d\ne")).toEqual(["a\nb", "- x\n\n- y", "c", "# d", "e"]);
});
