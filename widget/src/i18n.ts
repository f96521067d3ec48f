import { languages } from "./page.ts";
import { en } from "./words/en.ts";
import { fr } from "./words/fr.ts";
import type { Words } from "./words/words.ts";

/** The languages the widget speaks. */
export type Locale = "fr" | "en";

const all: { [locale in Locale]: Words } = { fr, en };

/** All words in that language. */
export function wordsFor(locale: Locale): Words {
  return all[locale];
}

/** The first of these language tags that the widget speaks, else English. */
export function chooseLocale(...tags: readonly (string | null | undefined)[]): Locale {
  for (const tag of tags) {
    const language = tag?.trim().toLowerCase().split(/[-_]/)[0];
    if (language === "fr" || language === "en") return language;
  }
  return "en";
}

/** The visitor's own variant of the language (`en-GB`, `fr-CA`), so that dates and prices look as they are used to. */
export function regionalLocale(locale: Locale, tags: readonly string[] = languages()): string {
  return tags.find((tag) => tag.toLowerCase().startsWith(`${locale}-`)) ?? (locale === "fr" ? "fr-FR" : "en-GB");
}

/** A price as people of that region write it; a currency that nobody knows is put behind the number. */
export function formatPrice(amount: number, currency: string, locale: string): string {
  const whole = Number.isInteger(amount) ? { minimumFractionDigits: 0 } : {};
  return inWordsOf(
    locale,
    [
      (tag) => new Intl.NumberFormat(tag, { style: "currency", currency, ...whole }).format(amount),
      (tag) => `${new Intl.NumberFormat(tag).format(amount)} ${currency}`,
    ],
    `${amount} ${currency}`,
  );
}

/** The time of day, in the visitor's time zone. */
export function formatTime(at: Date, locale: string): string {
  return inWordsOf(
    locale,
    [(tag) => new Intl.DateTimeFormat(tag, { hour: "2-digit", minute: "2-digit" }).format(at)],
    `${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`,
  );
}

/** The day, as one says it today: "today", "yesterday", else the date. */
export function formatDay(at: Date, now: Date, locale: string): string {
  const days = Math.round((midnight(at) - midnight(now)) / 86_400_000);
  const near = (tag: string | undefined): string => {
    const word = new Intl.RelativeTimeFormat(tag, { numeric: "auto" }).format(days, "day");
    return word.charAt(0).toLocaleUpperCase(tag) + word.slice(1);
  };
  const year = at.getFullYear() === now.getFullYear() ? {} : ({ year: "numeric" } as const);
  const far = (tag: string | undefined): string =>
    new Intl.DateTimeFormat(tag, { weekday: "long", day: "numeric", month: "long", ...year }).format(at);
  return inWordsOf(locale, days === 0 || days === -1 ? [near, far] : [far], at.toDateString());
}

/**
 * What the first of these says that can say it: in that language, and where the browser does not take its tag (Chromium on some systems calls
 * itself `en-US@posix`), in the browser's own. Without `Intl`, or with one that the page has bent, the plain words.
 */
function inWordsOf(locale: string, ways: readonly ((tag: string | undefined) => string)[], plain: string): string {
  for (const way of ways)
    for (const tag of [locale, undefined])
      try {
        return way(tag);
      } catch {
        // The next one.
      }
  return plain;
}

function midnight(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
