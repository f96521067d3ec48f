const parse = globalThis.JSON.parse;
const { isArray } = Array;
const { keys, setPrototypeOf } = Object;
// eslint-disable-next-line no-control-regex -- JSON has none of them as they are
const escaped = /["\\\u0000-\u001f\u2028\u2029]/g;

/**
 * JSON that no page can bend. The browser's own asks every value for `toJSON`, and old libraries hang one on arrays, strings or all
 * objects (Prototype.js has it write each array as a string). Takes what travels and is stored: strings, numbers, booleans, null,
 * arrays and plain objects; fields that are undefined or functions are left out. Halves of characters become U+FFFD: no JSON may hold them.
 */
export function encode(value: unknown): string {
  switch (typeof value) {
    case "string":
      return quote(value);
    case "number":
      return Number.isFinite(value) ? String(value) : "null";
    case "boolean":
      return value ? "true" : "false";
    case "object":
      return value === null ? "null" : isArray(value) ? encodeArray(value) : encodeObject(value as { readonly [name: string]: unknown });
    default:
      return "null";
  }
}

/**
 * Reads JSON. What comes out has no prototype, so that a property which the page hung on all objects is not taken for a field.
 * @throws {SyntaxError} when it is none
 */
export function decode(text: string): unknown {
  return parse(text, (_, value: unknown) => (typeof value === "object" && value !== null && !isArray(value) ? (setPrototypeOf(value, null) as object) : value));
}

/** In the browser's own shape, for the libraries (`vite.config.ts` puts it there). */
export const json = { parse: decode, stringify: encode };

function encodeArray(values: readonly unknown[]): string {
  let written = "";
  for (let at = 0; at < values.length; at += 1) written += (at === 0 ? "" : ",") + encode(values[at]);
  return `[${written}]`;
}

function encodeObject(value: { readonly [name: string]: unknown }): string {
  let written = "";
  for (const name of keys(value)) {
    const field = value[name];
    if (field !== undefined && typeof field !== "function") written += `${written === "" ? "" : ","}${quote(name)}:${encode(field)}`;
  }
  return `{${written}}`;
}

function quote(text: string): string {
  return `"${text.replace(/\p{Surrogate}/gu, "\ufffd").replace(escaped, escape)}"`;
}

function escape(char: string): string {
  return char === '"' || char === "\\" ? `\\${char}` : `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
