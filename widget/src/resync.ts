import { ConnectionLost, Refusal } from "./errors.ts";
import type { Resumed } from "./wire.ts";

/** What a resync needs from outside. */
export interface ResyncOptions {
  /** The newest place up to which nothing is missing. */
  afterSeq: () => number;
  resume: (afterSeq: number) => Promise<Resumed>;
  take: (resumed: Resumed) => void;
  refused: (refusal: Refusal) => void;
}

/** Asks for what was missed until nothing is missing. However often it is called for, one is under way and at most one waits. */
export class Resync {
  #busy = false;
  #again = false;

  constructor(private readonly options: ResyncOptions) {}

  async run(): Promise<void> {
    this.#again = true;
    if (this.#busy) return;
    this.#busy = true;
    try {
      while (this.#again) {
        this.#again = false;
        await this.#catchUp();
      }
    } catch (error) {
      // The next connection starts with the transcript's end and resyncs from there.
      if (error instanceof Refusal) this.options.refused(error);
      else if (!(error instanceof ConnectionLost)) throw error;
    } finally {
      this.#busy = false;
    }
  }

  async #catchUp(): Promise<void> {
    for (;;) {
      const afterSeq = this.options.afterSeq();
      const resumed = await this.options.resume(afterSeq);
      this.options.take(resumed);
      // A server that says "more" and gives nothing new would be asked for ever.
      if (!resumed.more || this.options.afterSeq() === afterSeq) return;
    }
  }
}
