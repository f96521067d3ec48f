import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { subjectOf } from "../../src/identity.ts";
import { isChosen } from "../../src/parts.ts";
import { safeImageUrl, safeUrl } from "../../src/safe-url.ts";
import { browserStore, MemoryStore, SessionMemory } from "../../src/stores.ts";
import { TypingHint, TypingIndicator } from "../../src/typing.ts";

describe("addresses", () => {
  test.each(["https://shop.example/a", "http://shop.example/", "mailto:team@shop.example", "tel:+33100000000"])("%s may be opened", (url) => {
    expect(safeUrl(url)).toBe(url);
  });

  test("that are relative stand on the gateway", () => {
    expect(safeUrl("/products/1", "https://gateway.example")).toBe("https://gateway.example/products/1");
    expect(safeUrl("/products/1")).toBeUndefined();
  });

  test.each([
    ["/p.jpg", "https://gateway.example/p.jpg"],
    ["https://gateway.example/p.jpg", "https://gateway.example/p.jpg"],
    ["https://cdn.example/p.jpg", "https://cdn.example/p.jpg"],
    ["http://cdn.example/p.jpg", undefined],
    ["https://evil.example/p.jpg?q=secret", undefined],
    ["https://cdn.example.evil.example/p.jpg", undefined],
    ["//evil.example/p.jpg", undefined],
    ["data:image/svg+xml,<svg/>", undefined],
    ["https://gateway.example@evil.example/p.jpg", undefined],
  ])("of a picture: %s is fetched from %s", (url, expected) => {
    expect(safeImageUrl(url, "https://gateway.example", ["cdn.example"])).toBe(expected);
  });
});

describe("a browser's storage", () => {
  test("that is blocked is replaced by memory", () => {
    const store = browserStore(() => {
      throw new DOMException("denied", "SecurityError");
    });
    store.setItem("a", "1");
    expect(store.getItem("a")).toBe("1");
    store.removeItem("a");
    expect(store.getItem("a")).toBeNull();
  });

  test("that is full keeps the newest value readable", () => {
    const full = new MemoryStore();
    let isFull = false;
    const write = full.setItem.bind(full);
    full.setItem = (key, value) => {
      if (isFull) throw new DOMException("full", "QuotaExceededError");
      write(key, value);
    };
    const store = browserStore(() => full as unknown as Storage);
    store.setItem("a", "old");
    isFull = true;
    store.setItem("a", "new");
    expect(store.getItem("a")).toBe("new");
  });
});

describe("the memory of a visitor", () => {
  test("keeps how far they have read within one session, never backwards", () => {
    const memory = new SessionMemory(new MemoryStore(), "k");
    memory.keep("s1", "t1");
    memory.read(5);
    memory.read(3);
    memory.keep("s1", "t2");
    expect(memory.current).toEqual({ sessionId: "s1", token: "t2", readSeq: 5 });
    memory.keep("s2", "t3");
    expect(memory.current).toEqual({ sessionId: "s2", token: "t3", readSeq: 0 });
    memory.forget();
    expect(memory.current).toBeUndefined();
  });

  test.each(["{", "null", "{}", '{"token":1,"sessionId":"s"}'])("takes %s for nobody", (json) => {
    const store = new MemoryStore();
    store.setItem("k", json);
    expect(new SessionMemory(store, "k").current).toBeUndefined();
  });
});

describe("a JWT's subject", () => {
  const jwt = (payload: string): string => `e30.${btoa(payload).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}.x`;
  test.each([
    [jwt('{"sub":"user-42"}'), "user-42"],
    [jwt('{"sub":7}'), undefined],
    ["", undefined],
    ["a.b.c", undefined],
    [jwt("null"), undefined],
  ])("of %s is %s", (text, subject) => {
    expect(subjectOf(text)).toBe(subject);
  });
});

test.each([
  [{ title: "Oui" }, undefined, false],
  [{ title: "Oui" }, { text: "Oui" }, true],
  [{ title: "Oui", payload: "a" }, { text: "Oui" }, true],
  [{ title: "Oui", payload: "a" }, { text: "Oui", payload: "a" }, true],
  [{ title: "Oui", payload: "a" }, { text: "Oui", payload: "b" }, false],
  [{ title: "Oui" }, { text: "Non" }, false],
])("the choice %j is chosen by %j: %s", (choice, answer, expected) => {
  expect(isChosen(choice, answer)).toBe(expected);
});

describe("typing", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("of the other side ends by itself after a minute", () => {
    const expired = vi.fn();
    const indicator = new TypingIndicator(expired);
    indicator.begin("agent");
    vi.advanceTimersByTime(59_000);
    expect(indicator.who).toBe("agent");
    vi.advanceTimersByTime(1_000);
    expect(indicator.who).toBeUndefined();
    expect(expired).toHaveBeenCalledOnce();
  });

  test("of an operator is not ended by the agent", () => {
    const indicator = new TypingIndicator(() => undefined);
    indicator.begin("operator");
    indicator.end("agent");
    expect(indicator.who).toBe("operator");
    indicator.end();
    expect(indicator.who).toBeUndefined();
  });

  test("of the visitor is told once, again after a while, and when it stops", () => {
    const told: boolean[] = [];
    const hint = new TypingHint((on) => void told.push(on));
    for (let keys = 0; keys < 30; keys += 1) {
      hint.touch();
      vi.advanceTimersByTime(300);
    }
    expect(told).toEqual([true, true]);
    vi.advanceTimersByTime(4_000);
    expect(told).toEqual([true, true, false]);
    hint.end();
    expect(told).toHaveLength(3);
  });
});
