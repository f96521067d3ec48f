import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ConnectionLost, Refusal } from "../../src/errors.ts";
import { Outbox } from "../../src/outbox.ts";
import { Sender } from "../../src/sender.ts";
import { MemoryStore } from "../../src/stores.ts";
import type { SendRequest } from "../../src/wire.ts";

let outbox: Outbox;
let asked: SendRequest[];
let answers: (() => Promise<{ seq: number }>)[];
let refused: Refusal[];
let sender: Sender;

beforeEach(() => {
  vi.useFakeTimers();
  outbox = new Outbox(new MemoryStore(), "outbox");
  asked = [];
  answers = [];
  refused = [];
  sender = new Sender({
    outbox,
    send: (request) => {
      asked.push(request);
      const answer = answers.shift();
      return answer === undefined ? Promise.resolve({ seq: asked.length }) : answer();
    },
    changed: () => undefined,
    refused: (refusal) => void refused.push(refusal),
    random: () => 0.5,
  });
});

afterEach(() => {
  vi.useRealTimers();
});

const refuse = (code: Refusal["code"], retryAfterMs?: number) => (): Promise<never> => Promise.reject(new Refusal(code, retryAfterMs));
const ids = (): string[] => asked.map(({ clientMessageId }) => clientMessageId);

describe("a sender", () => {
  test("sends one message at a time, in order", async () => {
    let release = (_: { seq: number }): void => undefined;
    answers.push(() => new Promise((resolve) => (release = resolve)));
    outbox.add("un", undefined, 1, "1");
    const done = sender.pump();
    outbox.add("deux", undefined, 2, "2");
    await sender.pump();
    expect(ids()).toEqual(["1"]);
    release({ seq: 7 });
    await done;
    expect(ids()).toEqual(["1", "2"]);
    expect(outbox.pending.map(({ state, seq }) => [state, seq])).toEqual([
      ["sent", 7],
      ["sent", 2],
    ]);
  });

  test("waits as long as a limit asks and sends again by itself", async () => {
    answers.push(refuse("rateLimited", 42_000));
    outbox.add("un", undefined, 1, "1");
    const done = sender.pump();
    await vi.advanceTimersByTimeAsync(41_000);
    expect(ids()).toEqual(["1"]);
    expect(sender.held?.code).toBe("rateLimited");
    await vi.advanceTimersByTimeAsync(1_000);
    await done;
    expect(ids()).toEqual(["1", "1"]);
    expect(sender.held).toBeUndefined();
    expect(outbox.pending[0]?.state).toBe("sent");
  });

  test("keeps a message when the connection breaks, and sends it again under the same id", async () => {
    answers.push(() => Promise.reject(new ConnectionLost()));
    outbox.add("un", undefined, 1, "1");
    await sender.pump();
    expect(outbox.next?.clientMessageId).toBe("1");
    await sender.pump();
    expect(ids()).toEqual(["1", "1"]);
    expect(refused).toEqual([]);
  });

  test("tries a store that is away a few times, then leaves it to the visitor and goes on", async () => {
    for (let times = 0; times < 5; times += 1) answers.push(refuse("unavailable"));
    outbox.add("un", undefined, 1, "1");
    outbox.add("deux", undefined, 2, "2");
    const done = sender.pump();
    await vi.advanceTimersByTimeAsync(120_000);
    await done;
    expect(ids()).toEqual(["1", "1", "1", "1", "1", "2"]);
    expect(outbox.pending.map(({ state, code }) => [state, code])).toEqual([
      ["failed", "unavailable"],
      ["sent", undefined],
    ]);
  });

  test("hurries when the visitor asks to", async () => {
    answers.push(refuse("unavailable", 60_000));
    outbox.add("un", undefined, 1, "1");
    const done = sender.pump();
    await vi.advanceTimersByTimeAsync(10);
    sender.hurry();
    await done;
    expect(ids()).toEqual(["1", "1"]);
  });

  test.each(["invalid", "tooLong", "originRefused"] as const)("does not send again what is %s", async (code) => {
    answers.push(refuse(code));
    outbox.add("un", undefined, 1, "1");
    await sender.pump();
    expect(outbox.pending[0]).toMatchObject({ state: "failed", code });
    expect(refused.map((refusal) => refusal.code)).toEqual([code]);
  });

  test.each(["sessionClosed", "notStarted"] as const)("keeps the message first in line on %s", async (code) => {
    answers.push(refuse(code));
    outbox.add("un", undefined, 1, "1");
    await sender.pump();
    expect(outbox.next?.clientMessageId).toBe("1");
    expect(refused.map((refusal) => refusal.code)).toEqual([code]);
  });
});
