import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { leanedOn, leanedOnThemselves } from "../../src/quarters.ts";

const script = readFileSync(new URL("../../dist/gateway-chat.js", import.meta.url), "utf8");
const called = new Set([...script.matchAll(/\.([a-z]\w*)\s*\(/gi)].map(([, name]) => name ?? ""));

/** Called of others under the same name. */
const otherwise: { readonly [of: string]: readonly string[] } = { Set: ["keys"], Reflect: ["decorate"] };

test.each(Object.keys(leanedOn))("every method of %s that the script calls is looked at before it starts", (name) => {
  const { prototype } = (globalThis as unknown as { [name: string]: { prototype: object } })[name] ?? { prototype: {} };
  const methods = Object.getOwnPropertyNames(prototype).filter((method) => called.has(method) && method !== "constructor");
  expect(methods.filter((method) => !(leanedOn[name] ?? []).includes(method) && !(otherwise[name] ?? []).includes(method))).toEqual([]);
});

test.each(Object.keys(leanedOnThemselves))("every function on %s that the script calls is looked at before it starts", (name) => {
  const functions = [...script.matchAll(new RegExp(`\\b${name}\\.([a-z]\\w*)\\s*\\(`, "g"))].map(([, method]) => method ?? "");
  expect(functions.filter((method) => !(leanedOnThemselves[name] ?? []).includes(method) && !(otherwise[name] ?? []).includes(method))).toEqual([]);
});
