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
export function regionalLocale(locale: Locale, languages: readonly string[] = navigator.languages): string {
  return languages.find((tag) => tag.toLowerCase().startsWith(`${locale}-`)) ?? (locale === "fr" ? "fr-FR" : "en-GB");
}

/** A price as people of that region write it; a currency that nobody knows is put behind the number. */
export function formatPrice(amount: number, currency: string, locale: string): string {
  try {
    const whole = Number.isInteger(amount) ? { minimumFractionDigits: 0 } : {};
    return new Intl.NumberFormat(locale, { style: "currency", currency, ...whole }).format(amount);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return `${new Intl.NumberFormat(locale).format(amount)} ${currency}`;
  }
}

/** The time of day, in the visitor's time zone. */
export function formatTime(at: Date, locale: string): string {
  return new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" }).format(at);
}

/** The day, as one says it today: "today", "yesterday", else the date. */
export function formatDay(at: Date, now: Date, locale: string): string {
  const days = Math.round((midnight(at) - midnight(now)) / 86_400_000);
  if (days === 0 || days === -1) {
    const word = new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(days, "day");
    return word.charAt(0).toLocaleUpperCase(locale) + word.slice(1);
  }
  const year = at.getFullYear() === now.getFullYear() ? {} : ({ year: "numeric" } as const);
  return new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long", ...year }).format(at);
}

function midnight(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
