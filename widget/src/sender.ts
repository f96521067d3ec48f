import { ConnectionLost, Refusal, type ErrorCode } from "./errors.ts";
import { sendRequest, type Outbox, type Pending } from "./outbox.ts";
import { reconnectDelayMs } from "./reconnect.ts";
import type { SendRequest } from "./wire.ts";

const mostTries = 5;
const unsaidWaitMs = 10_000;

/** What a sender needs from outside. */
export interface SenderOptions {
  outbox: Outbox;
  /** Rejects with {@link Refusal} or {@link ConnectionLost}. */
  send: (request: SendRequest) => Promise<{ seq: number }>;
  changed: () => void;
  /** The gateway refused; the sender has already done what follows from it. */
  refused: (refusal: Refusal) => void;
  random?: () => number;
}

/** Sends what the outbox holds, one message at a time and in order, so that the transcript reads as it was written. */
export class Sender {
  #busy = false;
  #tries = 0;
  #held: { code: ErrorCode; until: number } | undefined;
  #endWait: (() => void) | undefined;

  constructor(private readonly options: SenderOptions) {}

  /** Why sending waits, and until when in milliseconds since 1970; undefined when it does not. */
  get held(): { code: ErrorCode; until: number } | undefined {
    return this.#held;
  }

  /** Goes on sending; called whenever a message was added or the connection is there again. */
  async pump(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (let message = this.options.outbox.next; message !== undefined; message = this.options.outbox.next)
        if (!(await this.#sendOne(message))) return;
    } finally {
      this.#busy = false;
    }
  }

  /** Ends a wait early: the visitor asked to try again. */
  hurry(): void {
    this.#endWait?.();
  }

  /** False: sending stops until {@link pump} is called again. */
  async #sendOne(message: Pending): Promise<boolean> {
    const { outbox, changed } = this.options;
    try {
      const { seq } = await this.options.send(sendRequest(message));
      this.#tries = 0;
      outbox.sent(message.clientMessageId, seq);
      changed();
      return true;
    } catch (error) {
      if (error instanceof ConnectionLost) return false;
      if (!(error instanceof Refusal)) throw error;
      return this.#afterRefusal(message, error);
    }
  }

  async #afterRefusal(message: Pending, refusal: Refusal): Promise<boolean> {
    const { outbox, refused, random } = this.options;
    switch (refusal.code) {
      case "rateLimited":
        await this.#wait(refusal.retryAfterMs ?? unsaidWaitMs, refusal);
        return true;
      case "unavailable":
      case "failed":
        this.#tries += 1;
        if (this.#tries < mostTries) {
          await this.#wait(refusal.retryAfterMs ?? 500 + reconnectDelayMs(this.#tries, (random ?? Math.random)()), refusal);
          return true;
        }
        this.#tries = 0;
        outbox.fail(message.clientMessageId, refusal.code);
        refused(refusal);
        return true;
      case "notStarted":
      case "sessionClosed":
        // The message stays first in line; the next session or connection takes it.
        refused(refusal);
        return false;
      default:
        outbox.fail(message.clientMessageId, refusal.code);
        refused(refusal);
        return true;
    }
  }

  async #wait(milliseconds: number, refusal: Refusal): Promise<void> {
    this.#held = { code: refusal.code === "rateLimited" ? "rateLimited" : "unavailable", until: Date.now() + milliseconds };
    this.options.refused(refusal);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#endWait = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#held = undefined;
    this.options.changed();
  }
}
