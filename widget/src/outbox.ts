import type { ErrorCode } from "./errors.ts";
import { decode, encode } from "./json.ts";
import type { SendRequest } from "./wire.ts";

/** `sending` until the server has it, `sent` until its entry is seen, `failed` when the visitor has to decide. */
export type PendingState = "sending" | "sent" | "failed";

/** A message of the visitor whose entry has not been seen yet. */
export interface Pending {
  clientMessageId: string;
  text: string;
  payload?: string;
  /** When it was written, by this device's clock, in milliseconds since 1970. */
  at: number;
  state: PendingState;
  /** Why it failed. */
  code?: ErrorCode;
  /** Its place in the transcript, once the server has said. */
  seq?: number;
}

/** The part of `Storage` that an outbox needs. */
export type TextStore = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/**
 * The messages that are on their way, in the order they were written. What the server has not confirmed survives a reload of the
 * page; it holds the visitor's own words and no secret.
 */
export class Outbox {
  #pending: Pending[];

  constructor(
    private readonly store: TextStore,
    private readonly key: string,
  ) {
    this.#pending = read(store.getItem(key));
  }

  /** In the order they were written. */
  get pending(): readonly Pending[] {
    return this.#pending;
  }

  /** The message whose turn it is, or undefined when nothing waits. */
  get next(): Pending | undefined {
    return this.#pending.find((message) => message.state === "sending");
  }

  /** Queues a message under an id of its own. */
  add(text: string, payload: string | undefined, at: number, clientMessageId: string): Pending {
    const message: Pending = { clientMessageId, text, at, state: "sending", ...(payload === undefined ? {} : { payload }) };
    this.#set([...this.#pending, message]);
    return message;
  }

  /** The server has it durably, at that place. */
  sent(clientMessageId: string, seq: number): void {
    this.#change(clientMessageId, (message) => ({ ...message, state: "sent", seq }));
  }

  /** The server will not take it as it is. */
  fail(clientMessageId: string, code: ErrorCode): void {
    this.#change(clientMessageId, (message) => ({ ...message, state: "failed", code }));
  }

  /** Queues a failed message again, under the same id: if the server had it after all, it stays one message. */
  retry(clientMessageId: string): void {
    this.#change(clientMessageId, (message) => {
      const again: Pending = { ...message, state: "sending" };
      delete again.code;
      return again;
    });
  }

  /** Takes a message out, and returns it. */
  discard(clientMessageId: string): Pending | undefined {
    const found = this.#pending.find((message) => message.clientMessageId === clientMessageId);
    if (found !== undefined) this.#set(this.#pending.filter((message) => message !== found));
    return found;
  }

  /** An entry was seen: the message it came from is done. */
  settle(entry: { seq: number; clientMessageId?: string }): void {
    const left = this.#pending.filter(
      (message) => message.clientMessageId !== entry.clientMessageId && message.seq !== entry.seq,
    );
    if (left.length !== this.#pending.length) this.#set(left);
  }

  /** Forgets everything. */
  clear(): void {
    this.#set([]);
  }

  #change(clientMessageId: string, change: (message: Pending) => Pending): void {
    this.#set(this.#pending.map((message) => (message.clientMessageId === clientMessageId ? change(message) : message)));
  }

  #set(pending: Pending[]): void {
    this.#pending = pending;
    // What is sent is durable on the server and comes back with the transcript.
    const unconfirmed = pending.filter((message) => message.state !== "sent");
    if (unconfirmed.length === 0) this.store.removeItem(this.key);
    else this.store.setItem(this.key, encode(unconfirmed));
  }
}

/** What is asked of the hub for that message. */
export function sendRequest({ clientMessageId, text, payload }: Pending): SendRequest {
  return { clientMessageId, ...(text === "" ? {} : { text }), ...(payload === undefined ? {} : { payload }) };
}

function read(json: string | null): Pending[] {
  if (json === null) return [];
  let stored: unknown;
  try {
    stored = decode(json);
  } catch {
    // Another script on the page owns the same storage and may have written anything.
    return [];
  }
  return Array.isArray(stored) ? stored.filter(isPending) : [];
}

function isPending(value: unknown): value is Pending {
  if (typeof value !== "object" || value === null) return false;
  const { clientMessageId, text, payload, at, state } = value as Partial<Record<keyof Pending, unknown>>;
  return (
    typeof clientMessageId === "string" &&
    typeof text === "string" &&
    (payload === undefined || typeof payload === "string") &&
    typeof at === "number" &&
    (state === "sending" || state === "failed")
  );
}
