import { decode, encode } from "./json.ts";
import type { TextStore } from "./outbox.ts";

/** What carries a connection, the best first. */
export type Transport = "webSockets" | "serverSentEvents" | "longPolling";

const rememberedMs = 10 * 60_000;

/** What the choice of a transport needs from outside. */
export interface TransportsOptions {
  /** Those this browser has, the best first; never empty. */
  available: readonly Transport[];
  /** This tab's own: what works is remembered from page to page. */
  store: TextStore;
  key: string;
}

/**
 * Which transport the next attempt takes. One that fails although the gateway was reached, or carries nothing, gives way to the next;
 * the one that works in its place is remembered, for ten minutes or until the network changes. Then WebSockets get another chance,
 * with the next connection.
 */
export class Transports {
  #at: number;
  /** Whether the current one is the one that carried last, and not one that is being tried. */
  #isWorking = true;

  constructor(private readonly options: TransportsOptions) {
    this.#at = this.#remembered()?.at ?? 0;
  }

  get current(): Transport {
    return this.options.available[this.#at] ?? "longPolling";
  }

  /** An attempt begins: what was remembered may have run out. */
  begin(): void {
    if (this.#at > 0 && this.#isWorking && this.#remembered() === undefined) this.startOver();
  }

  /** It does not carry. True: another one is left, to be tried at once; false: all have been tried, and it begins anew. */
  failed(): boolean {
    this.#isWorking = false;
    this.#at = (this.#at + 1) % this.options.available.length;
    return this.#at > 0;
  }

  /** It carries. */
  works(): void {
    this.#isWorking = true;
    if (this.#at === 0) this.options.store.removeItem(this.options.key);
    else if (this.#remembered()?.at !== this.#at)
      this.options.store.setItem(this.options.key, encode({ transport: this.current, until: Date.now() + rememberedMs }));
  }

  /** The gateway itself could not be reached: nothing is known about what was tried lately. */
  unknown(): void {
    this.#isWorking = true;
    this.#at = this.#remembered()?.at ?? 0;
  }

  /** The network has changed, or time has passed: the best one first again. */
  startOver(): void {
    this.options.store.removeItem(this.options.key);
    this.#at = 0;
  }

  #remembered(): { at: number } | undefined {
    try {
      const { transport, until } = decode(this.options.store.getItem(this.options.key) ?? "{}") as { transport?: unknown; until?: unknown };
      const at = this.options.available.indexOf(transport as Transport);
      // A clock that was set back must not make it last.
      const left = typeof until === "number" ? until - Date.now() : 0;
      return at > 0 && left > 0 && left <= rememberedMs ? { at } : undefined;
    } catch {
      // Not ours.
      return undefined;
    }
  }
}
