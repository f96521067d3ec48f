const longestMs = 60_000;
const repeatMs = 8_000;
const idleMs = 4_000;

/** Who on the other side is typing. Ends by itself after 60 s, because the word that ends it may get lost. */
export class TypingIndicator {
  #who: "agent" | "operator" | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param expired called when nothing ended the typing in time */
  constructor(private readonly expired: () => void) {}

  get who(): "agent" | "operator" | undefined {
    return this.#who;
  }

  /** They type, or go on typing. */
  begin(who: "agent" | "operator"): void {
    this.#who = who;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#who = undefined;
      this.expired();
    }, longestMs);
  }

  /** They stopped; without a name, whoever it was. */
  end(who: "agent" | "operator" | undefined = this.#who): void {
    if (who !== this.#who) return;
    this.#who = undefined;
    clearTimeout(this.#timer);
  }
}

/** Tells the gateway that the visitor is typing: once at the start, seldom while it goes on, once at the end. */
export class TypingHint {
  #on = false;
  #toldAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly tell: (on: boolean) => void) {}

  /** A key was pressed. */
  touch(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.end(), idleMs);
    if (this.#on && Date.now() - this.#toldAt < repeatMs) return;
    this.#on = true;
    this.#toldAt = Date.now();
    this.tell(true);
  }

  /** The message went off, or the field was emptied. */
  end(): void {
    clearTimeout(this.#timer);
    if (!this.#on) return;
    this.#on = false;
    this.tell(false);
  }
}
