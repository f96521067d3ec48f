import type { Delta, Entry, RunningTurn } from "./wire.ts";

/** Deltas of one turn that lie beyond the text held are kept up to this many while the missing text is asked for. */
const mostAhead = 256;

interface Running {
  text: string;
  ahead: Delta[];
}

/** What became of something the server sent. `gap` asks for a resync. */
export type Applied = "applied" | "ignored" | "gap";

/** The conversation as far as this page knows it: entries in order, each once, and the turns being worded. */
export class Transcript {
  #entries: Entry[] = [];
  readonly #running = new Map<string, Running>();
  readonly #settled = new Set<string>();
  /** The place before the oldest entry asked for: what lies at or below it is older history, not a gap. */
  #floor = 0;

  /** By `seq`, each once. */
  get entries(): readonly Entry[] {
    return this.#entries;
  }

  /** The turns being worded, oldest first; turns that have no words yet are left out. */
  get running(): readonly RunningTurn[] {
    return [...this.#running].filter(([, turn]) => turn.text !== "").map(([turnId, turn]) => ({ turnId, text: turn.text }));
  }

  /** The newest place up to which nothing is missing. */
  get contiguousSeq(): number {
    let last = this.#floor;
    for (const { seq } of this.#entries) {
      if (seq !== last + 1) break;
      last = seq;
    }
    return last;
  }

  /** The place before the oldest entry held: above 0 there is older history on the server. */
  get floor(): number {
    return this.#floor;
  }

  /** The newest place held, or 0. */
  get lastSeq(): number {
    return this.#entries.at(-1)?.seq ?? 0;
  }

  /** Takes over the newest entries of a session, oldest first, as `Start` answers them. Returns those that were not held. */
  load(newest: readonly Entry[]): { added: Entry[]; applied: Applied } {
    if (this.#entries.length === 0) this.#floor = (newest[0]?.seq ?? 1) - 1;
    const added = newest.filter((entry) => this.add(entry) !== "ignored");
    return { added, applied: this.contiguousSeq < this.lastSeq ? "gap" : added.length > 0 ? "applied" : "ignored" };
  }

  /** Puts an entry in its place. An entry that is held already changes nothing; one that skips a place tells of a gap. */
  add(entry: Entry): Applied {
    if (entry.turnId !== undefined) {
      this.#running.delete(entry.turnId);
      this.#settled.add(entry.turnId);
    }
    const place = this.#placeOf(entry.seq);
    if (this.#entries[place]?.seq === entry.seq) return "ignored";
    this.#floor = Math.min(this.#floor, entry.seq - 1);
    const before = this.#entries.at(-1)?.seq ?? this.#floor;
    this.#entries = this.#entries.toSpliced(place, 0, entry);
    return entry.seq > before + 1 ? "gap" : "applied";
  }

  /** Applies the wire's one rule: the turn's text becomes `text[..index] + delta.text`. */
  delta(delta: Delta): Applied {
    if (this.#settled.has(delta.turnId)) return "ignored";
    const turn = this.#turn(delta.turnId);
    if (delta.index > turn.text.length) {
      if (turn.ahead.length < mostAhead) turn.ahead.push(delta);
      return "gap";
    }
    const text = turn.text.slice(0, delta.index) + delta.text;
    // A delta heard twice must not cut off what came after it.
    if (turn.text.startsWith(text) && delta.index > 0) return "ignored";
    turn.text = text;
    this.#catchUp(turn);
    return "applied";
  }

  /** Takes over what the server says is being worded now; turns it does not name are over. */
  setRunning(running: RunningTurn | undefined): void {
    for (const turnId of this.#running.keys()) if (turnId !== running?.turnId) this.#running.delete(turnId);
    if (running === undefined || this.#settled.has(running.turnId)) return;
    const turn = this.#turn(running.turnId);
    // Deltas may have overtaken the answer that carries this text.
    if (!turn.text.startsWith(running.text)) turn.text = running.text;
    this.#catchUp(turn);
  }

  /** Forgets everything: another session begins. */
  clear(): void {
    this.#entries = [];
    this.#floor = 0;
    this.#running.clear();
    this.#settled.clear();
  }

  #turn(turnId: string): Running {
    let turn = this.#running.get(turnId);
    if (turn === undefined) this.#running.set(turnId, (turn = { text: "", ahead: [] }));
    return turn;
  }

  #catchUp(turn: Running): void {
    const waiting = turn.ahead;
    turn.ahead = [];
    for (const delta of waiting) {
      if (delta.index > turn.text.length) turn.ahead.push(delta);
      else if (delta.index + delta.text.length > turn.text.length) turn.text = turn.text.slice(0, delta.index) + delta.text;
    }
  }

  #placeOf(seq: number): number {
    let place = this.#entries.length;
    while (place > 0 && (this.#entries[place - 1]?.seq ?? 0) >= seq) place -= 1;
    return place;
  }
}
