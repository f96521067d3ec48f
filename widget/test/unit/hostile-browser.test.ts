import { afterEach, describe, expect, test, vi } from "vitest";
import { formatDay, formatPrice, formatTime } from "../../src/i18n.ts";
import { newId } from "../../src/ids.ts";
import { decode, encode } from "../../src/json.ts";
import { Outbox } from "../../src/outbox.ts";
import { mediaQuery, takeTools } from "../../src/page.ts";
import { browserStore, MemoryStore } from "../../src/stores.ts";
import { Tabs } from "../../src/tabs.ts";

/** Hangs something on the prototypes for as long as a test. */
const undo: (() => void)[] = [];
function hang(on: object, name: string, value: unknown): void {
  Object.defineProperty(on, name, { value, enumerable: true, configurable: true, writable: true });
  undo.push(() => void Reflect.deleteProperty(on, name));
}

const wellFormed = (text: string): string =>
  new TextDecoder("utf-16le").decode(Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at)));

afterEach(() => {
  for (const one of undo.splice(0)) one();
  vi.unstubAllGlobals();
});

describe("JSON", () => {
  test.each([
    "plain",
    '"\\/\b\f\n\r\t\u0000\u001f\u007f\u2028\u2029',
    "é 👩‍👩‍👧 \ud83d\ude00 عربى",
    0,
    -1.5e-7,
    true,
    null,
    [],
    [[], {}, ["a", [1, null]]],
    { a: 1, "b c": { d: ["é"] }, __proto__x: "y" },
  ])("of %j is the browser's", (value) => {
    expect(JSON.parse(encode(value))).toEqual(value);
    expect(encode(value).length).toBeLessThanOrEqual(JSON.stringify(value).length + 60);
  });

  test("of any text is read as it was", () => {
    let seed = 1;
    const next = (): number => (seed = (seed * 48_271) % 0x7fffffff);
    for (let round = 0; round < 500; round += 1) {
      const text = Array.from({ length: next() % 40 }, () => String.fromCharCode(next() % 0x10000)).join("");
      expect(JSON.parse(encode(text))).toBe(wellFormed(text));
      expect(decode(encode({ text }))).toEqual({ text: wellFormed(text) });
    }
  });

  test("has no half of a character, which no server reads", () => {
    expect(encode({ text: "a\ud83d", "\udc00": "\udc00b" })).toBe('{"text":"a\ufffd","\ufffd":"\ufffdb"}');
  });

  test("leaves out what is undefined or a function, and makes null of what is no number", () => {
    expect(encode({ a: undefined, b: () => 1, c: Number.NaN, d: [undefined, 1 / 0] })).toBe('{"c":null,"d":[null,null]}');
    expect(encode(undefined)).toBe("null");
  });

  test("is untouched by an old library's toJSON and by what hangs on all objects", () => {
    for (const { prototype } of [Object, Array, String, Number, Boolean] as { prototype: object }[]) hang(prototype, "toJSON", () => '"bent"');
    hang(Object.prototype, "payload", "not ours");
    const written = encode({ type: 1, arguments: [{ text: "a", list: ["b"] }] });
    for (const one of undo.splice(0)) one();
    expect(written).toBe('{"type":1,"arguments":[{"text":"a","list":["b"]}]}');
  });

  test("reads objects on which nothing hangs", () => {
    hang(Object.prototype, "error", "not ours");
    expect((decode('{"result":{"seq":1}}') as { error?: unknown; result: { error?: unknown } }).error).toBeUndefined();
    expect((decode('{"result":{"seq":1}}') as { result: { error?: unknown } }).result.error).toBeUndefined();
  });

  test("that is none is refused", () => {
    expect(() => decode("{")).toThrow(SyntaxError);
  });

  test("keeps an outbox over a reload whatever hangs on the prototypes", () => {
    hang(Array.prototype, "toJSON", () => "[]");
    const store = new MemoryStore();
    new Outbox(store, "k").add("mots", undefined, 1, "id");
    expect(new Outbox(store, "k").pending).toEqual([{ clientMessageId: "id", text: "mots", at: 1, state: "sending" }]);
  });
});

describe("an id", () => {
  const shape = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
  test.each([
    ["in a good browser", undefined],
    ["without crypto", { crypto: undefined }],
    ["without randomUUID", { crypto: { getRandomValues: <T>(bytes: T): T => bytes } }],
    ["with chance that throws", { crypto: { getRandomValues: () => { throw new Error("blocked"); } } }],
  ])("%s is unlike any other", (_, globals) => {
    for (const [name, value] of Object.entries(globals ?? {})) vi.stubGlobal(name, value);
    const ids = new Set(Array.from({ length: 2_000 }, newId));
    expect(ids.size).toBe(2_000);
    for (const id of ids) expect(id).toMatch(shape);
  });
});

describe("what is taken from the page", () => {
  test("leaves out what is missing, no function, or throws when it is touched", () => {
    const page = {
      WebSocket: {},
      get EventSource(): unknown {
        throw new Error("not yours");
      },
    };
    expect(takeTools(page)).toMatchObject({ WebSocket: undefined, EventSource: undefined, fetch: undefined, ResizeObserver: undefined });
  });

  test("is not a fetch of the page's own while the browser's request is there", () => {
    const native = Math.max as unknown;
    const own = (): Promise<string> => Promise.resolve("own");
    expect(takeTools({ fetch: own, XMLHttpRequest: native }).fetch).toBeUndefined();
    expect(takeTools({ fetch: native, XMLHttpRequest: native }).fetch).toBeDefined();
    expect(takeTools({ fetch: own, XMLHttpRequest: own }).fetch).toBeDefined();
  });

  test("is no media query that cannot be listened to", () => {
    vi.stubGlobal("matchMedia", () => ({ matches: true }));
    expect(mediaQuery("(max-width: 480px)")).toBeUndefined();
    vi.stubGlobal("matchMedia", undefined);
    expect(mediaQuery("(max-width: 480px)")).toBeUndefined();
  });
});

describe("storage", () => {
  test("that forgets is replaced by memory", () => {
    const store = browserStore(() => ({ setItem: () => undefined, removeItem: () => undefined, getItem: () => undefined }) as unknown as Storage);
    store.setItem("a", "1");
    expect(store.getItem("a")).toBe("1");
  });

  test("that is blocked later holds what is written from then on, and forgets what is removed", () => {
    const storage = new MemoryStore();
    const store = browserStore(() => storage as unknown as Storage);
    store.setItem("a", "1");
    storage.getItem = storage.setItem = storage.removeItem = () => {
      throw new DOMException("denied", "SecurityError");
    };
    expect(store.getItem("a")).toBeNull();
    store.setItem("a", "2");
    expect(store.getItem("a")).toBe("2");
    store.removeItem("a");
    expect(store.getItem("a")).toBe("");
  });
});

test("tabs are each on their own where no channel can be opened or spoken into", () => {
  const tabs = new Tabs("n", () => undefined);
  tabs.close();
  expect(() => tabs.tell({ kind: "reset" })).not.toThrow();
});

describe("dates and prices", () => {
  const at = new Date(2026, 10, 24, 9, 5);
  test("are plain without Intl", () => {
    vi.stubGlobal("Intl", undefined);
    expect(formatTime(at, "fr-FR")).toBe("09:05");
    expect(formatPrice(12.5, "EUR", "fr-FR")).toBe("12.5 EUR");
    expect(formatDay(at, at, "fr-FR")).toContain("2026");
  });

  test("are in the browser's language where it does not take its own tag", () => {
    expect(formatTime(at, "fr-FR@posix")).toMatch(/0?9:05/);
    expect(formatPrice(12, "EUR", "en-US@posix")).toMatch(/12/);
  });
});
