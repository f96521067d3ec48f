import { describe, expect, test } from "vitest";
import { chooseLocale, formatDay, formatPrice, regionalLocale, wordsFor } from "../../src/i18n.ts";

/** Every word of a language by its path, functions filled in. */
function flat(words: object, path = ""): Map<string, string> {
  const all = new Map<string, string>();
  for (const [name, value] of Object.entries(words) as [string, unknown][]) {
    const at = `${path}${name}`;
    if (typeof value === "string") all.set(at, value);
    else if (typeof value === "function") {
      for (const argument of [1, 2]) all.set(`${at}(${argument})`, (value as (argument: number) => string)(argument));
    } else for (const [inner, word] of flat(value as object, `${at}.`)) all.set(inner, word);
  }
  return all;
}

const fr = flat(wordsFor("fr"));
const en = flat(wordsFor("en"));

describe("the languages", () => {
  test("have the same words, none of them empty", () => {
    expect([...fr.keys()].sort()).toEqual([...en.keys()].sort());
    for (const [path, word] of [...fr, ...en]) expect(word.trim(), path).not.toBe("");
  });

  test("differ wherever a word is not the same in both", () => {
    const same = [...fr].filter(([path, word]) => en.get(path) === word).map(([path]) => path);
    expect(same).toEqual(["transcript", "assistant"].filter((path) => same.includes(path)));
  });

  test("tell a wait in the unit that people would count it in", () => {
    const said = (locale: "fr" | "en", seconds: number): string => wordsFor(locale).trouble.rateLimited(seconds);
    expect(said("fr", 119)).toContain("dans 119 s.");
    expect(said("fr", 121)).toContain("dans 3 min.");
    expect(said("fr", 86_400)).toContain("dans 24 h.");
    expect(said("en", 119)).toContain("in 119 s.");
    expect(said("en", 3_599)).toContain("in 60 min.");
    expect(said("en", 80_000)).toContain("in 23 h.");
  });

  test("hold no developer's word", () => {
    for (const word of [...fr.values(), ...en.values()]) expect(word).not.toMatch(/undefined|null|NaN|error|exception|\[object/i);
  });

  test("are typeset in French as French is", () => {
    for (const [path, word] of fr) {
      expect(word, path).not.toMatch(/ [:;?!€»]/);
      expect(word, path).not.toMatch(/[^\s\u00a0][?!;]/);
      expect(word, path).not.toContain("'");
    }
  });
});

test.each([
  [["fr-CA"], "fr"],
  [[undefined, null, "de", "EN_us"], "en"],
  [["", "nl", "fr"], "fr"],
  [["francais-x"], "en"],
  [[], "en"],
])("of %j the widget speaks %s", (tags, expected) => {
  expect(chooseLocale(...tags)).toBe(expected);
});

test("the visitor's own region decides on dates and prices", () => {
  expect(regionalLocale("fr", ["de-DE", "fr-CH"])).toBe("fr-CH");
  expect(regionalLocale("en", ["fr-FR"])).toBe("en-GB");
});

describe("a price", () => {
  test.each([
    [1249.5, "EUR", "fr-FR", "1 249,50 €"],
    [49, "EUR", "fr-FR", "49 €"],
    [1249.5, "EUR", "en-GB", "€1,249.50"],
    [1200, "JPY", "en-GB", "JP¥1,200"],
    [12.5, "nonsense", "fr-FR", "12,5 nonsense"],
  ])("of %d %s reads in %s as %s", (amount, currency, locale, expected) => {
    expect(formatPrice(amount, currency, locale).replace(/[\u00a0\u202f]/g, " ")).toBe(expected);
  });
});

test.each([
  ["2026-11-21T08:00:00", "Aujourd’hui"],
  ["2026-11-20T23:59:00", "Hier"],
  ["2026-11-12T12:00:00", "jeudi 12 novembre"],
  ["2025-12-31T12:00:00", "mercredi 31 décembre 2025"],
])("%s is called %s", (at, expected) => {
  expect(formatDay(new Date(at), new Date("2026-11-21T10:00:00"), "fr-FR").replace("'", "’")).toBe(expected);
});
