import { describe, expect, test } from "vitest";
import { plainText, renderMarkdown } from "../../src/markdown.ts";

/** As the gateway escapes what enters an agent's words (`AgentMarkdown.Escape`). */
function escapeData(data: string): string {
  return data
    .replace(/[\\`*_~[\]<|]/g, "\\$&")
    .replace(/!(?=\\\[)/g, "\\!")
    .replace(/&(?=[#a-zA-Z])/g, "\\&")
    .replace(/(^|\n)([ \t]*)([#+>=-])/g, "$1$2\\$3")
    .replace(/(^|\n)([ \t]*\d{1,9})([.)])(?=\s|$)/g, "$1$2\\$3");
}

/** As anything that escapes too much would do it. */
const escapeAll = (data: string): string => data.replace(/[!-/:-@[-`{-~]/g, "\\$&");

function shown(text: string, growing = false): string {
  const element = document.createElement("div");
  renderMarkdown(element, text, growing);
  for (const line of element.querySelectorAll("br, li")) line.before(document.createTextNode(" "));
  return blanks([...element.children].map((block) => block.textContent).join(" "));
}

const blanks = (text: string): string => text.replace(/\s+/g, " ").trim();

const phrases = ["{}", "Voici {} (12 €).", "• {}, 4 € – {}", "{}\n\n{}", "« {} »", "({})", "Total : {}\nNom : {}"];
const kinds = [
  "Storage box 30*40*50 cm", "2*3*4", "*Star* mug_with_marks", "**gras**", "__a__", "_a_", "~~rayé~~", "`code`", "```\nbloc\n```", "~~~", "# titre", "> cité", "- point",
  "* point", "+ point", "• puce", "1. un", "2) deux", "12.", "| a | b |\n|---|---|\n| c | d |", "---", "***", "===", "[a](https://x.example.test)", "![a](b)", "<b>x</b>",
  "<https://x.example.test>", "<https://x.example.test", "&amp;", "&#42;", "\\", "\\\\", "\\*", "a\\", "https://x.example.test/a_b_c*d*?q=1&amp=2", "voir https://x.example.test/_a_.", "🙂*🙂*",
  "*שלום*", "_é_", "-5 °C", "#1", "!", "![", "a * b * c", "* * *", "_ _ _", "~x~", "*a", "a*", "l'*a*", "a_b_ c", "5*, 6*", "a|b", "1.5 l", "`` ` ``", "{}",
];

describe("data in an agent's words is shown as it was written", () => {
  test.each(kinds)("%j", (data) => {
    for (const phrase of phrases)
      for (const escape of [escapeData, escapeAll]) {
        const text = phrase.replaceAll("{}", () => escape(data));
        const expected = blanks(phrase.replaceAll("{}", () => data));
        expect(shown(text), text).toBe(expected);
        expect(shown(text, true), text).toBe(expected);
        expect(blanks(plainText(text)), text).toBe(expected);
      }
  });

  test("whatever it is", () => {
    const pieces = [..." \n\n\\`*_{}[]()#+-.!|~<>&:;=^'\"/$%@?,aé1🙂ש".split(""), "🙂", "https://x.example.test/", "1. ", "- ", "> ", "```"];
    const random = seeded(20_261_201);
    for (let run = 0; run < 5_000; run += 1) {
      const data = Array.from({ length: 1 + Math.floor(random() * 14) }, () => pieces[Math.floor(random() * pieces.length)] ?? "").join("");
      const text = `a ${escapeData(data)} b`;
      expect(shown(text), JSON.stringify(text)).toBe(blanks(`a ${data} b`));
    }
  });

  test("at every moment while it grows", () => {
    for (const data of kinds.filter((kind) => !kind.includes("\n"))) {
      const text = escapeData(data);
      for (let length = 1; length <= text.length; length += 1) expect(data.startsWith(shown(text.slice(0, length), true)), `${text} at ${length}`).toBe(true);
    }
  });
});

describe("marks within a word are words", () => {
  test.each([
    ["2*3*4", "<p>2*3*4</p>"],
    ["30*40*50 cm et mot_de_passe", "<p>30*40*50 cm et mot_de_passe</p>"],
    ["été*a*", "<p>été*a*</p>"],
    ["mot**gras**suite", "<p>mot**gras**suite</p>"],
    ["a~~b~~c", "<p>a~~b~~c</p>"],
    ["l’**important**, (**vrai**)", "<p>l’<strong>important</strong>, (<strong>vrai</strong>)</p>"],
    ["**Prix :** 12 €", "<p><strong>Prix :</strong> 12 €</p>"],
  ])("%j", (text, expected) => {
    const element = document.createElement("div");
    renderMarkdown(element, text);
    expect(element.innerHTML).toBe(expected);
  });
});

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
