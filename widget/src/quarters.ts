/* eslint-disable @typescript-eslint/prefer-for-of, @typescript-eslint/unbound-method -- the page may have bent what goes through arrays, and what is called by its name */
import { runningScript } from "./origin.ts";
import { quartersMark } from "./realm.ts";
import { policyName } from "./policy-name.ts";

/**
 * What the widget and its libraries call of the language itself, by where it stands. `test/browser/leaning.test.ts` holds it against the
 * built script.
 */
export const leanedOn: { readonly [of: string]: readonly string[] } = {
  Array: ["at", "concat", "entries", "every", "fill", "filter", "find", "flat", "flatMap", "forEach", "includes", "indexOf", "join", "keys", "lastIndexOf", "map", "pop", "push", "reduce", "reverse", "shift", "slice", "some", "sort", "splice", "toReversed", "toSpliced", "toString", "unshift", "values"],
  String: ["at", "charAt", "charCodeAt", "codePointAt", "concat", "endsWith", "includes", "indexOf", "lastIndexOf", "match", "matchAll", "normalize", "padStart", "repeat", "replace", "replaceAll", "search", "slice", "split", "startsWith", "substring", "toLocaleUpperCase", "toLowerCase", "toString", "toUpperCase", "trim", "trimEnd", "trimStart"],
  Map: ["clear", "delete", "entries", "forEach", "get", "has", "keys", "set", "values"],
  Set: ["add", "clear", "delete", "entries", "forEach", "has", "values"],
  WeakMap: ["delete", "get", "has", "set"],
  Promise: ["catch", "finally", "then"],
  RegExp: ["exec", "test", "toString"],
  Function: ["apply", "bind", "call", "toString"],
  Number: ["toFixed", "toString"],
  Object: ["hasOwnProperty", "toString"],
};

/** The same for what stands on the constructors, and on objects that are none. */
export const leanedOnThemselves: { readonly [of: string]: readonly string[] } = {
  Array: ["from", "isArray"],
  Object: ["assign", "create", "defineProperty", "entries", "freeze", "fromEntries", "getOwnPropertyDescriptor", "getOwnPropertyNames", "getOwnPropertySymbols", "getPrototypeOf", "keys", "setPrototypeOf", "values"],
  Promise: ["all", "race", "reject", "resolve"],
  Number: ["isFinite", "isInteger"],
  String: ["fromCharCode", "fromCodePoint"],
  Symbol: ["for"],
  JSON: ["parse", "stringify"],
  Math: ["abs", "ceil", "floor", "max", "min", "pow", "random", "round"],
  Reflect: ["apply", "construct", "get", "getOwnPropertyDescriptor", "ownKeys"],
};

const withPrototypes = ["Array", "String", "Map", "Set", "WeakMap", "Promise", "RegExp", "Function", "Number", "Object"] as const;
const themselves = ["Array", "Object", "Promise", "Number", "String", "Symbol", "JSON", "Math", "Reflect"] as const;

/**
 * Whether the page has put something else in the place of what the language brings: no code can be shielded from that where it runs,
 * because even `[]` has the page's methods. What the page adds does no harm.
 */
export function isSpoilt(): boolean {
  try {
    // Nothing in here calls what it asks about: no loops over iterators, no methods.
    const { toString } = Function.prototype;
    const { apply } = Reflect;
    const { Map, Set } = globalThis;
    const isOwn = (value: unknown, name: string): boolean => {
      if (typeof value !== "function") return false;
      const source: string = apply(toString, value, []);
      return source === `function ${name}() { [native code] }` || source === `function ${name}() {\n    [native code]\n}`;
    };
    const holds = (object: object, names: readonly string[]): boolean => {
      for (let at = 0; at < names.length; at += 1) {
        const name = names[at] ?? "";
        if (!isOwn((object as { [name: string]: unknown })[name], name)) return false;
      }
      return true;
    };
    // The lists of names themselves: in the built script they are texts that are split.
    if (!isOwn(String.prototype.split, "split")) return true;
    for (let at = 0; at < withPrototypes.length; at += 1) {
      const name = withPrototypes[at] ?? "Array";
      const constructor = globalThis[name] as unknown as { prototype: object };
      if (!isOwn(constructor, name) || !holds(constructor.prototype, leanedOn[name] ?? [])) return true;
    }
    for (let at = 0; at < themselves.length; at += 1) {
      const name = themselves[at] ?? "Array";
      if (!holds(globalThis[name], leanedOnThemselves[name] ?? [])) return true;
    }
    const nextOf = (iterator: object): unknown => (iterator as { next?: unknown }).next;
    const patterns = RegExp.prototype as unknown as { [of: symbol]: unknown };
    return !(
      isOwn(Array.prototype[Symbol.iterator], "values") &&
      isOwn(Set.prototype[Symbol.iterator], "values") &&
      isOwn(Map.prototype[Symbol.iterator], "entries") &&
      isOwn(String.prototype[Symbol.iterator], "[Symbol.iterator]") &&
      isOwn(patterns[Symbol.replace], "[Symbol.replace]") &&
      isOwn(patterns[Symbol.split], "[Symbol.split]") &&
      isOwn(patterns[Symbol.match], "[Symbol.match]") &&
      isOwn(patterns[Symbol.matchAll], "[Symbol.matchAll]") &&
      isOwn(nextOf([][Symbol.iterator]()), "next") &&
      isOwn(nextOf(new Map()[Symbol.iterator]()), "next") &&
      isOwn(nextOf(new Set()[Symbol.iterator]()), "next") &&
      isOwn(nextOf(""[Symbol.iterator]()), "next")
    );
  } catch {
    return true;
  }
}

/**
 * Runs this script once more, in a window that no other script knows: a hidden frame of the same origin that stays as long as the page.
 * @param stay what to do where that cannot be
 */
export function moveOut(stay: () => void): void {
  const frame = document.createElement("iframe");
  const giveUp = (): void => {
    frame.onload = null;
    frame.parentNode?.removeChild(frame);
    stay();
  };
  try {
    const running = runningScript();
    if (running === undefined) {
      stay();
      return;
    }
    frame.setAttribute(quartersMark, "");
    frame.setAttribute("aria-hidden", "true");
    frame.hidden = true;
    frame.style.setProperty("display", "none", "important");
    // Some browsers fill a new frame only after a while, and drop what was put in before.
    frame.onload = () => {
      frame.onload = null;
      try {
        const inside = frame.contentDocument;
        if (inside === null) {
          giveUp();
          return;
        }
        const script = inside.createElement("script");
        script.onerror = giveUp;
        if (running.nonce !== undefined) script.nonce = running.nonce;
        script.integrity = running.integrity;
        script.crossOrigin = running.crossOrigin;
        script.src = trusted(running.src);
        inside.head.appendChild(script);
      } catch {
        giveUp();
      }
    };
    document.documentElement.appendChild(frame);
  } catch {
    giveUp();
  }
}

/** An address of ours, where the page lets no other be loaded. */
function trusted(address: string): string {
  const { trustedTypes } = globalThis as {
    trustedTypes?: { createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string } };
  };
  try {
    return trustedTypes?.createPolicy(policyName, { createScriptURL: (url) => url }).createScriptURL(address) ?? address;
  } catch {
    // Not on the page's list: where trusted types are required as well, the browser refuses what follows.
    return address;
  }
}
