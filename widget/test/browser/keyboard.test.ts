import axe from "axe-core";
import { describe, expect, test } from "vitest";
import { stage } from "../fake/stage.ts";
import type { Visitor } from "../fake/visitor.ts";

const on = stage();

/** What has the focus inside the widget, as a person would call it. */
function focused(visitor: Visitor): Promise<string> {
  return visitor.chat.evaluate((element) => {
    const active = element.shadowRoot?.activeElement;
    if (active === null || active === undefined) return "";
    return (active as HTMLElement).dataset["key"] ?? active.getAttribute("aria-label") ?? active.textContent.trim();
  });
}

/** Everything that was put into the live region from now on. */
async function listen(visitor: Visitor): Promise<() => Promise<string[]>> {
  await visitor.chat.evaluate((element) => {
    const region = element.shadowRoot?.querySelector("[data-announcer]");
    const heard: string[] = [];
    (window as unknown as { heard: string[] }).heard = heard;
    if (region)
      new MutationObserver((changes) => {
        for (const { addedNodes } of changes) for (const node of addedNodes) if (node instanceof Element) heard.push(node.textContent);
      }).observe(region, { childList: true });
  });
  return () => visitor.page.evaluate(() => (window as unknown as { heard: string[] }).heard);
}

describe("focus", () => {
  test("goes to the input on opening, and back to the button on Escape", async () => {
    const visitor = await on.visitor();
    expect(await focused(visitor)).toBe("Votre message");
    expect(await visitor.launcher.getAttribute("aria-expanded")).toBe("true");
    await visitor.page.keyboard.press("Escape");
    expect(await focused(visitor)).toBe("Ouvrir la discussion");
    expect(await visitor.launcher.getAttribute("aria-expanded")).toBe("false");
    expect(await visitor.panel.evaluate((panel) => [panel.hasAttribute("inert"), getComputedStyle(panel).visibility])).toEqual([true, "hidden"]);
    await visitor.page.keyboard.press("Enter");
    expect(await focused(visitor)).toBe("Votre message");
  });

  test("does not move when a message comes, nor when another page's field has it", async () => {
    const visitor = await on.visitor();
    await visitor.chat.getByRole("button", { name: "Fermer la discussion" }).first().focus();
    const before = await focused(visitor);
    on.hub.delta("t1", "Bon");
    on.hub.say("agent", "Bonjour", { turnId: "t1", parts: [{ kind: "quickReplies", choices: [{ title: "Oui" }] }] });
    await visitor.sees("Bonjour");
    expect(await focused(visitor)).toBe(before);
  });

  test("is not taken from the page when the panel was open on the page before", async () => {
    const visitor = await on.visitor();
    await visitor.page.reload();
    await visitor.isOnline();
    expect(await visitor.page.evaluate(() => document.activeElement?.tagName)).toBe("BODY");
  });

  test("goes to the input after a choice", async () => {
    const visitor = await on.visitor();
    await visitor.chat.getByRole("button", { name: "Une idée de cadeau" }).click();
    await visitor.sees("Une idée de cadeau");
    expect(await focused(visitor)).toBe("Votre message");
  });

  test("can be seen", async () => {
    const visitor = await on.visitor();
    await visitor.page.keyboard.press("Escape");
    const outline = await visitor.launcher.evaluate((button) => getComputedStyle(button).outlineStyle);
    expect(outline).toBe("solid");
  });
});

describe("the transcript", () => {
  test("is one stop of the Tab key, with arrows, Home and End inside", async () => {
    const visitor = await on.visitor();
    on.hub.say("agent", "un");
    on.hub.say("agent", "deux [lien](https://shop.example)");
    on.hub.say("agent", "trois", { parts: [{ kind: "quickReplies", choices: [{ title: "Oui" }, { title: "Non" }] }] });
    await visitor.sees("un", "deux lien", "trois");
    const press = async (key: string): Promise<string> => {
      await visitor.page.keyboard.press(key);
      return focused(visitor);
    };
    expect(await press("Shift+Tab")).toBe("seq:3");
    expect(await press("Shift+Tab")).toBe("Fermer la discussion");
    expect(await press("Tab")).toBe("seq:3");
    expect(await press("ArrowUp")).toBe("seq:2");
    expect(await press("Home")).toBe("greeting");
    expect(await press("ArrowUp")).toBe("greeting");
    expect(await press("ArrowDown")).toBe("seq:1");
    expect(await press("Tab")).toBe("Votre message");
    expect(await press("Shift+Tab")).toBe("seq:1");
    expect(await press("End")).toBe("seq:3");
    expect(await press("Enter")).toBe("Oui");
    expect(await press("ArrowRight")).toBe("Non");
    expect(await press("Escape")).toBe("seq:3");
    expect(await visitor.launcher.getAttribute("aria-expanded")).toBe("true");
    expect(await press("ArrowUp")).toBe("seq:2");
    expect(await press("Enter")).toBe("lien");
    expect(await press("F6")).toBe("Votre message");
    expect(await press("F6")).toBe("seq:2");
    await press("End");
    await press("Enter");
    await press("Enter");
    await visitor.sees("un", "deux lien", "trois", "Oui");
  });

  test("keeps the keys of the page's own shortcuts to itself", async () => {
    const visitor = await on.visitor();
    await visitor.page.evaluate(() => {
      (window as unknown as { keys: string[] }).keys = [];
      for (const name of ["keydown", "keyup", "keypress"])
        document.addEventListener(name, (event) => (window as unknown as { keys: string[] }).keys.push((event as KeyboardEvent).key));
    });
    await visitor.field.pressSequentially("abc");
    expect(await visitor.page.evaluate(() => (window as unknown as { keys: string[] }).keys)).toEqual([]);
  });
});

describe("those who listen", () => {
  test("hear the finished message once, without its marks", async () => {
    const visitor = await on.visitor();
    const heard = await listen(visitor);
    on.hub.emit("typing", { who: "agent", on: true });
    for (const word of ["Voici ", "**trois** ", "idées"]) on.hub.delta("t1", word);
    on.hub.say("agent", "Voici **trois** idées : [la fiche](https://shop.example)", { turnId: "t1" });
    await visitor.sees("Voici trois idées : la fiche");
    await expect.poll(async () => (await heard()).join(" ")).toContain("Léa: Voici trois idées : la fiche");
    const all = (await heard()).join(" | ");
    expect(all).toContain("Léa est en train d’écrire");
    expect(all.match(/Voici/g)).toHaveLength(1);
    expect(await visitor.chat.locator(".log").getAttribute("aria-live")).toBe("off");
    await expect.poll(() => visitor.chat.locator("[data-announcer] p").count()).toBe(0);
  });

  test("hear that a message came while the panel is closed, and the button's name tells how many", async () => {
    const visitor = await on.visitor();
    await visitor.page.keyboard.press("Escape");
    const heard = await listen(visitor);
    on.hub.say("agent", "un");
    on.hub.say("agent", "deux");
    await expect.poll(() => visitor.launcher.getAttribute("aria-label")).toBe("Ouvrir la discussion, 2 messages non lus");
    expect((await heard()).join(" ")).toContain("Nouveau message de Léa");
    expect(await visitor.chat.locator(".badge").textContent()).toBe("2");
  });
});

describe("a phone", () => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

  test("gives the panel the whole screen, and keeps the Tab key in it", async () => {
    const visitor = await on.visitor({ context: phone });
    expect(await visitor.panel.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
    expect(await visitor.panel.getAttribute("aria-modal")).toBe("true");
    await visitor.field.fill("x");
    const stops: string[] = [];
    for (let count = 0; count < 8; count += 1) {
      await visitor.page.keyboard.press("Tab");
      stops.push(await focused(visitor));
    }
    expect(new Set(stops)).toEqual(new Set(["Envoyer", "Fermer la discussion", "greeting", "Votre message"]));
  });

  test.each([320, 390])("of %d px shows everything without scrolling sideways, and nothing too small to touch", async (width) => {
    const visitor = await on.visitor({ context: { ...phone, viewport: { width, height: 640 } } });
    on.hub.say("agent", "Un-très-long-mot-".repeat(20) + "\n\n| A | B | C | D | E |\n| - | - | - | - | - |\n| un texte | un texte | un texte | un texte | un texte |", {
      parts: [
        { kind: "card", title: "Carte", price: { amount: 9.9, currency: "EUR" }, actions: [{ title: "Commander", payload: "x" }] },
        { kind: "card", title: "Carte 2", actions: [{ title: "Une action au titre plutôt long", payload: "y" }] },
        { kind: "slots", slots: ["a", "b", "c"].map((title) => ({ title: `lundi 24 novembre ${title}`, start: "", end: "", payload: title })) },
        { kind: "form", id: "f", submitTitle: "Valider", fields: [{ name: "a", label: "Nom", type: "text", required: true }] },
      ],
    });
    await visitor.chat.locator("form.form").waitFor();
    const found = await visitor.chat.evaluate((element) => {
      const root = element.shadowRoot;
      const scroller = root?.querySelector(".scroller");
      const small = [...(root?.querySelectorAll<HTMLElement>("button, input, textarea, a.link, a.action") ?? [])]
        .filter((control) => control.checkVisibility({ visibilityProperty: true }))
        .map((control) => ({ name: control.className, box: control.getBoundingClientRect() }))
        .filter(({ box }) => box.height < 43.9 || box.width < 43.9)
        .map(({ name, box }) => `${name} ${box.width}x${box.height}`);
      return { small, sideways: (scroller?.scrollWidth ?? 0) - (scroller?.clientWidth ?? 0), page: document.documentElement.scrollWidth };
    });
    expect(found).toEqual({ small: [], sideways: 0, page: width });
  });
});

test("at 200 % zoom everything can be reached", async () => {
  // A zoomed page is a page with half as many pixels of its own.
  const visitor = await on.visitor({ context: { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 } });
  const panel = await visitor.panel.boundingBox();
  expect(panel?.y).toBeGreaterThanOrEqual(0);
  expect((panel?.y ?? 0) + (panel?.height ?? 0)).toBeLessThanOrEqual(400);
  expect(await visitor.field.isVisible()).toBe(true);
});

test("motion is left out for those who asked for none", async () => {
  const visitor = await on.visitor();
  on.hub.emit("typing", { who: "agent", on: true });
  await visitor.chat.locator(".typing").waitFor();
  expect(await visitor.chat.evaluate((element) => element.shadowRoot?.getAnimations().length)).toBe(0);
});

describe.each(["light", "dark"] as const)("axe finds nothing in %s", (colorScheme) => {
  test.each(['class="plain"', 'class="shop"', 'class="sun"', 'dir="rtl"'])("%s", async (attributes) => {
    const visitor = await on.visitor({ attributes, context: { colorScheme, bypassCSP: true } });
    await visitor.write("Bonjour");
    await visitor.sees("Bonjour");
    on.hub.say("agent", "Voici **une idée** : [la fiche](https://shop.example)\n\n> cité\n\n`code`", {
      parts: [
        { kind: "card", title: "Vase", text: "22 cm", imageUrl: "/pictures/vase", price: { amount: 49, currency: "EUR" }, actions: [{ title: "Commander", payload: "x" }, { title: "Voir", url: "/p" }] },
        { kind: "quickReplies", choices: [{ title: "Oui" }, { title: "Non" }] },
        { kind: "form", id: "f", submitTitle: "Valider", fields: [{ name: "a", label: "Nom", type: "text", required: true }] },
      ],
    });
    on.hub.say("system", "Marie a rejoint la conversation");
    await visitor.chat.locator(".system").waitFor();
    on.hub.next("Send", { kind: "refuse", words: "unknownSite: x" });
    await visitor.write("refusé");
    await visitor.chat.locator(".failed").waitFor();
    on.hub.next("Send", { kind: "refuse", words: "rateLimited: x; retryAfter=60" });
    await visitor.write("encore");
    await visitor.notice().waitFor();
    await visitor.page.evaluate(axe.source);
    const violations = await visitor.page.evaluate(async () => {
      const { axe: runner } = window as unknown as { axe: typeof axe };
      const results = await runner.run(document.querySelector("gateway-chat") ?? document, {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      });
      return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target.join(" ")} ${node.failureSummary ?? ""}`).join("; ")}`);
    });
    expect(violations).toEqual([]);
  });
});
