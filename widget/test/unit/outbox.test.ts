import { beforeEach, describe, expect, test } from "vitest";
import { Outbox, sendRequest } from "../../src/outbox.ts";
import { MemoryStore } from "../../src/stores.ts";

let store: MemoryStore;
const again = (): Outbox => new Outbox(store, "outbox");

beforeEach(() => {
  store = new MemoryStore();
});

describe("an outbox", () => {
  test("survives a reload with its order and ids", () => {
    const outbox = again();
    outbox.add("un", undefined, 1, "id-1");
    outbox.add("deux", "payload", 2, "id-2");
    expect(again().pending).toEqual(outbox.pending);
    expect(again().next?.clientMessageId).toBe("id-1");
  });

  test("keeps a failed message, with its reason, over a reload and queues it again under the same id", () => {
    const outbox = again();
    outbox.add("un", undefined, 1, "id-1");
    outbox.fail("id-1", "unavailable");
    const reloaded = again();
    expect(reloaded.pending[0]).toMatchObject({ state: "failed", code: "unavailable" });
    expect(reloaded.next).toBeUndefined();
    reloaded.retry("id-1");
    expect(reloaded.next).toEqual({ clientMessageId: "id-1", text: "un", at: 1, state: "sending" });
  });

  test("does not store again what the server has", () => {
    const outbox = again();
    outbox.add("un", undefined, 1, "id-1");
    outbox.sent("id-1", 4);
    expect(outbox.pending[0]).toMatchObject({ state: "sent", seq: 4 });
    expect(again().pending).toEqual([]);
    expect(store.getItem("outbox")).toBeNull();
  });

  test("is settled by the entry that bears the message's id", () => {
    const outbox = again();
    outbox.add("un", undefined, 1, "id-1");
    outbox.settle({ seq: 9, clientMessageId: "id-1" });
    expect(outbox.pending).toEqual([]);
  });

  test("is settled by the entry at the place that Send answered", () => {
    const outbox = again();
    outbox.add("un", undefined, 1, "id-1");
    outbox.sent("id-1", 4);
    outbox.settle({ seq: 4 });
    expect(outbox.pending).toEqual([]);
  });

  test("is not settled by entries of others", () => {
    const outbox = again();
    outbox.add("un", undefined, 1, "id-1");
    outbox.settle({ seq: 4 });
    outbox.settle({ seq: 5, clientMessageId: "id-2" });
    expect(outbox.pending).toHaveLength(1);
  });

  test.each(["{", "null", '"text"', '[{"clientMessageId":1}]', '[{"clientMessageId":"a","text":"b","at":1,"state":"sent"}]', "[null]"])(
    "reads nothing from a storage that holds %s",
    (json) => {
      store.setItem("outbox", json);
      expect(again().pending).toEqual([]);
    },
  );
});

test("a request names only what there is", () => {
  const message = { clientMessageId: "id", text: "", payload: "p", at: 1, state: "sending" } as const;
  expect(sendRequest(message)).toEqual({ clientMessageId: "id", payload: "p" });
  expect(sendRequest({ clientMessageId: "id", text: "t", at: 1, state: "sending" })).toEqual({ clientMessageId: "id", text: "t" });
});
