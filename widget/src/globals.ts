import { inFreshWindow, isNative } from "./fresh-window.ts";

const names = ["URL", "Map", "Set", "WeakMap", "Proxy", "CustomEvent", "AbortController", "TextDecoder"] as const;
type Globals = Pick<typeof globalThis, (typeof names)[number]>;

/**
 * Under the names of the globals: `vite.config.ts` puts them in their place everywhere, in the libraries as well, because pages have
 * variables of their own called `URL` or `Map`.
 */
export const { URL, Map, Set, WeakMap, Proxy, CustomEvent, AbortController, TextDecoder } = browsersOwn(globalThis);

/** This window's, whatever bears its name: the promises of a window that is gone are never settled. */
export const Promise = resolved().constructor as PromiseConstructor;

/** Those globals as the browser made them, also where the page has something else in their place. */
function browsersOwn(window: Globals): Globals {
  if (names.every((name) => isNative(window[name]))) return window;
  return inFreshWindow((fresh) => {
    const own: { [name: string]: unknown } = {};
    for (const name of names) own[name] = isNative(window[name]) || !isNative(fresh[name]) ? window[name] : fresh[name];
    return own as unknown as Globals;
  });
}

// eslint-disable-next-line @typescript-eslint/require-await -- only the language itself makes a promise without naming it
async function resolved(): Promise<void> {
  return undefined;
}
