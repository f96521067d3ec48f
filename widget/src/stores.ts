import { decode, encode } from "./json.ts";
import type { TextStore } from "./outbox.ts";

/** A store that forgets with the page, for browsers that block storage. */
export class MemoryStore implements TextStore {
  readonly #items = new Map<string, string>();

  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.#items.set(key, value);
  }

  removeItem(key: string): void {
    this.#items.delete(key);
  }
}

/**
 * A browser's storage, or memory in its place where it is blocked, sandboxed or full. Once memory has taken over it stays, so that
 * what was written is what is read.
 * @param open reads the storage; browsers throw right there when it is blocked
 */
export function browserStore(open: () => Storage): TextStore {
  let store: TextStore;
  try {
    store = open();
    const probe = "gateway-chat:probe";
    store.setItem(probe, "1");
    const works = store.getItem(probe) === "1";
    store.removeItem(probe);
    if (!works) return new MemoryStore();
  } catch {
    return new MemoryStore();
  }
  const memory = new MemoryStore();
  return {
    getItem: (key) => {
      const held = memory.getItem(key);
      if (held !== null) return held;
      try {
        // What the page has put in its place may answer undefined, as an object does for what it does not hold.
        const stored: unknown = store.getItem(key);
        return typeof stored === "string" ? stored : null;
      } catch {
        return null;
      }
    },
    setItem: (key, value) => {
      try {
        store.setItem(key, value);
        memory.removeItem(key);
      } catch {
        memory.setItem(key, value);
      }
    },
    removeItem: (key) => {
      memory.removeItem(key);
      try {
        store.removeItem(key);
      } catch {
        // Blocked meanwhile; an empty value held here hides what is left there.
        memory.setItem(key, "");
      }
    },
  };
}

/** What is remembered of a visitor over pages. */
export interface Remembered {
  token: string;
  sessionId: string;
  /** The newest entry the visitor has seen. */
  readSeq: number;
}

/** Remembers the visitor's session per site key, in all tabs. */
export class SessionMemory {
  constructor(
    private readonly store: TextStore,
    private readonly key: string,
  ) {}

  /** What is known, or undefined for a visitor who has not written yet. */
  get current(): Remembered | undefined {
    const json = this.store.getItem(this.key);
    if (json === null) return undefined;
    try {
      const { token, sessionId, readSeq } = decode(json) as Partial<Record<keyof Remembered, unknown>>;
      if (typeof token !== "string" || typeof sessionId !== "string") return undefined;
      return { token, sessionId, readSeq: typeof readSeq === "number" ? readSeq : 0 };
    } catch {
      // Not ours, or cut off: a new session is the right answer.
      return undefined;
    }
  }

  /** Keeps the newest token; another session starts unread. */
  keep(sessionId: string, token: string): void {
    const known = this.current;
    const readSeq = known?.sessionId === sessionId ? known.readSeq : 0;
    this.#write({ token, sessionId, readSeq });
  }

  /** Notes how far the visitor has read; never backwards. */
  read(seq: number): void {
    const known = this.current;
    if (known !== undefined && seq > known.readSeq) this.#write({ ...known, readSeq: seq });
  }

  /** Forgets the visitor. */
  forget(): void {
    this.store.removeItem(this.key);
  }

  #write(remembered: Remembered): void {
    this.store.setItem(this.key, encode(remembered));
  }
}
