import type { Transcript } from "./transcript.ts";

/** What a read mark needs from outside. */
export interface ReadMarkOptions {
  transcript: Transcript;
  /** The visitor has read up to there: remember it, and tell the other tabs. */
  moved: (seq: number) => void;
  unreadChanged: (count: number) => void;
}

/** How far the visitor has read, and how many messages of the other side they have not seen. */
export class ReadMark {
  #seq = 0;
  #toldSeq = 0;
  #unread = 0;

  constructor(private readonly options: ReadMarkOptions) {}

  /** Messages of the other side that the visitor has not seen. */
  get unread(): number {
    return this.#unread;
  }

  /** The visitor sees everything that is there. */
  move(): void {
    const seq = this.options.transcript.contiguousSeq;
    if (seq <= this.#seq) return;
    this.options.moved(seq);
    this.moveTo(seq);
  }

  /** The visitor has read up to there, here or elsewhere; never backwards. */
  moveTo(seq: number): void {
    this.#seq = Math.max(this.#seq, seq);
    this.count();
  }

  /** Counts anew: the transcript has changed. */
  count(): void {
    const unread = this.options.transcript.entries.filter(
      ({ seq, role }) => seq > this.#seq && (role === "agent" || role === "operator"),
    ).length;
    if (unread === this.#unread) return;
    this.#unread = unread;
    this.options.unreadChanged(unread);
  }

  /** The place to tell the gateway, once; undefined when it knows. */
  takeUntold(): number | undefined {
    if (this.#seq <= this.#toldSeq) return undefined;
    this.#toldSeq = this.#seq;
    return this.#seq;
  }

  /** Another session begins. */
  clear(): void {
    this.#seq = 0;
    this.#toldSeq = 0;
    this.count();
  }
}
