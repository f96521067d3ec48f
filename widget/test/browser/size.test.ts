import { readFile, readdir } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

const dist = new URL("../../dist/", import.meta.url);
const mostBytes = 60 * 1024;

test("the widget is one file of at most 60 KB, compressed as a server does it", async () => {
  expect(await readdir(dist)).toEqual(["gateway-chat.js"]);
  const script = await readFile(new URL("gateway-chat.js", dist));
  expect(gzipSync(script, { level: 6 }).byteLength).toBeLessThanOrEqual(mostBytes);
});

test("the widget evaluates no text as code and fetches nothing of anyone else's", async () => {
  const script = await readFile(new URL("gateway-chat.js", dist), "utf8");
  expect(script).not.toMatch(/\beval\(|new Function\(|@import|document\.write/);
  // Addresses in messages of the libraries are the only ones that may stand there.
  const hosts = [...script.matchAll(/https?:\/\/([\w.-]+)/g)].map(([, host]) => host);
  expect(hosts.filter((host) => !["www.w3.org", "lit.dev", "learn.microsoft.com", "aka.ms"].includes(host ?? ""))).toEqual([]);
});
