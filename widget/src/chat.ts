import { Connection, type ConnectionListener, type ConnectionState } from "./connection.ts";
import { ConnectionLost, Refusal, type ErrorCode } from "./errors.ts";
import type { HubFactory } from "./hub.ts";
import { subjectOf, type IdentitySource } from "./identity.ts";
import { newId } from "./ids.ts";
import type { Locale } from "./i18n.ts";
import { Outbox, type TextStore } from "./outbox.ts";
import { ReadMark } from "./read-mark.ts";
import { Resync } from "./resync.ts";
import { Sender } from "./sender.ts";
import { SessionMemory } from "./stores.ts";
import { Tabs, type TabMessage } from "./tabs.ts";
import { Transcript } from "./transcript.ts";
import { Transports, type Transport } from "./transports.ts";
import { TypingHint, TypingIndicator } from "./typing.ts";
import type { Delta, Entry, ReceiptEvent, Resumed, Started, StartRequest, Status, StatusEvent, TypingEvent } from "./wire.ts";

const reconnectingShownAfterMs = 2_000;
/** Long enough for two transports to fail in silence and a third to stand. */
const unreachableShownAfterMs = 15_000;
const earlierEntries = 50;

/** Something that keeps the visitor from chatting, and until when by itself (milliseconds since 1970), if it ends by itself. */
export interface Trouble {
  code: ErrorCode;
  until?: number;
}

/** Who hears what happens in a chat. */
export interface ChatListener {
  /** Something that is shown has changed. */
  changed(): void;
  ready(sessionId: string, locale: string): void;
  /** An entry came that was not there when the page was opened. */
  message(entry: Entry): void;
  unread(count: number): void;
  error(code: ErrorCode, retryAfterMs: number | undefined): void;
}

/** What a chat needs from outside. */
export interface ChatOptions {
  siteKey: string;
  /** Origin of the gateway. */
  server: string;
  hub: HubFactory;
  /** What may carry the connection, the best first. */
  transports: readonly Transport[];
  listener: ChatListener;
  /** Shared by the tabs: the visitor's token. */
  local: TextStore;
  /** This tab's own: the words that are on their way. */
  tab: TextStore;
}

/** One visitor's conversation: everything that lasts longer than a rendering, and nothing that knows of markup. */
export class Chat implements ConnectionListener {
  readonly transcript = new Transcript();
  readonly outbox: Outbox;
  /** How far the other side has got with the visitor's messages, by `seq`. */
  readonly receipts = new Map<number, ReceiptEvent["state"]>();
  settings: Started["settings"] | undefined;
  status: Status = "open";
  operator: string | undefined;
  sessionId: string | undefined;
  /** Language of the session, as the gateway has it. */
  sessionLocale: string | undefined;
  /** True when the connection has been away long enough to say so. */
  reconnecting = false;
  /** True when it has been away so long that the visitor should know what becomes of their words. */
  unreachable = false;
  loadingEarlier = false;

  readonly #connection: Connection;
  readonly #sender: Sender;
  readonly #resync: Resync;
  readonly #memory: SessionMemory;
  readonly #tabs: Tabs;
  readonly #typing = new TypingIndicator(() => this.#typingExpired());
  readonly #hint = new TypingHint((on) => this.#tell("Typing", { on }));
  readonly #listener: ChatListener;
  readonly #readMark: ReadMark;
  #locale: Locale | undefined;
  #identity: string | undefined;
  #source: IdentitySource | undefined;
  #subject: string | undefined;
  #awayTimers: readonly ReturnType<typeof setTimeout>[] = [];

  constructor(private readonly options: ChatOptions) {
    const name = `gateway-chat:${options.siteKey}`;
    this.#listener = options.listener;
    this.#memory = new SessionMemory(options.local, name);
    this.outbox = new Outbox(options.tab, `${name}:outbox`);
    this.#tabs = new Tabs(name, (message) => this.#hearTab(message));
    this.#readMark = new ReadMark({
      transcript: this.transcript,
      moved: (seq) => {
        this.#memory.read(seq);
        this.#tabs.tell({ kind: "read", seq });
      },
      unreadChanged: (count) => this.#listener.unread(count),
    });
    this.#connection = new Connection({
      url: `${options.server}/hubs/chat?siteKey=${encodeURIComponent(options.siteKey)}`,
      hub: options.hub,
      transports: new Transports({ available: options.transports, store: options.tab, key: `${name}:transport` }),
      startRequest: () => this.#startRequest(),
      listener: this,
    });
    this.#sender = new Sender({
      outbox: this.outbox,
      send: (request) => this.#connection.invoke<{ seq: number }>("Send", request),
      changed: () => this.#listener.changed(),
      refused: (refusal) => this.#refused(refusal),
    });
    this.#resync = new Resync({
      afterSeq: () => this.transcript.contiguousSeq,
      resume: (afterSeq) => this.#connection.invoke<Resumed>("Resume", { afterSeq }),
      take: (resumed) => this.#takeResumed(resumed),
      refused: (refusal) => this.#refused(refusal),
    });
  }

  /** Whether this visitor has chatted before, on any page of the shop. */
  get isKnown(): boolean {
    return this.#memory.current !== undefined || this.outbox.pending.length > 0;
  }

  get connection(): ConnectionState {
    return this.#connection.state;
  }

  /** Who is typing on the other side, or undefined. */
  get typing(): "agent" | "operator" | undefined {
    return this.#typing.who;
  }

  /** Messages of the other side that the visitor has not seen. */
  get unread(): number {
    return this.#readMark.unread;
  }

  /** What keeps the visitor from chatting, beyond a broken connection; undefined when nothing does. */
  get trouble(): Trouble | undefined {
    const state = this.#connection.state;
    if (state.kind === "refused") return { code: state.code };
    if (state.kind === "waiting" && state.code !== undefined) return { code: state.code, until: state.until };
    return this.#sender.held;
  }

  /** Connects, if that has not happened yet. */
  connect(): void {
    this.#connection.start();
  }

  /** Lets go of everything: the element left the page. */
  dispose(): void {
    this.#hint.end();
    this.#typing.end();
    this.#connection.stop();
    this.#noteAway(false);
    this.#tabs.close();
  }

  /** Queues a message. It is shown at once, and sent as soon as it can be. */
  send(text: string, payload?: string): void {
    this.#hint.end();
    this.outbox.add(text, payload, Date.now(), newId());
    this.#listener.changed();
    this.connect();
    void this.#sender.pump();
  }

  /** Sends a failed message again, under the same id. */
  retry(clientMessageId: string): void {
    this.outbox.retry(clientMessageId);
    this.#listener.changed();
    void this.#sender.pump();
  }

  /** Takes a failed message back, for the visitor to change or drop. */
  takeBack(clientMessageId: string): string {
    const text = this.outbox.discard(clientMessageId)?.text ?? "";
    this.#listener.changed();
    return text;
  }

  /** The visitor has read enough of what is being worded: what was said so far stays. */
  stop(): void {
    const turnId = this.transcript.running.at(-1)?.turnId;
    if (turnId !== undefined) this.#tell("Stop", { turnId });
  }

  /** What kind of answer the other side waits for; undefined for anything. */
  get expects(): Entry["expects"] {
    const last = this.transcript.entries.at(-1);
    return last?.role === "agent" ? last.expects : undefined;
  }

  /** The visitor pressed a key. */
  typed(): void {
    if (this.#connection.state.kind === "online") this.#hint.touch();
  }

  /** The visitor sees everything that is there. */
  markRead(): void {
    this.#readMark.move();
    const seq = this.#connection.state.kind === "online" ? this.#readMark.takeUntold() : undefined;
    if (seq !== undefined) this.#tell("Read", { seq });
  }

  /** Brings older history in; does nothing when all of it is there. */
  async loadEarlier(): Promise<void> {
    const { floor } = this.transcript;
    if (floor === 0 || this.loadingEarlier) return;
    this.loadingEarlier = true;
    this.#listener.changed();
    try {
      const { entries } = await this.#connection.invoke<Resumed>("Resume", { afterSeq: Math.max(0, floor - earlierEntries) });
      for (const entry of entries.filter(({ seq }) => seq <= floor)) this.transcript.add(entry);
    } catch (error) {
      // The button stays where it is, for another try.
      if (!(error instanceof ConnectionLost || error instanceof Refusal)) throw error;
    } finally {
      this.loadingEarlier = false;
      this.#listener.changed();
    }
  }

  /** Connects as the user that the JWT names, or the one that a function fetches. Another user than before means that nothing of the earlier one is left. */
  identify(who: string | IdentitySource): void {
    this.#source = typeof who === "string" ? undefined : who;
    if (typeof who === "string") this.#become(who);
    this.#connection.restart();
  }

  /** Goes on without an identity, as someone unknown. */
  continueAsGuest(): void {
    this.#identity = undefined;
    this.startOver();
  }

  /** Tries again at once, whatever was waited for. */
  tryAgain(): void {
    this.#sender.hurry();
    if (this.#connection.state.kind !== "online") this.#connection.restart();
  }

  /** Opens another session; what was not sent yet goes there. */
  startOver(): void {
    this.#memory.forget();
    this.#clear();
    this.#connection.restart();
  }

  /** Forgets the visitor, here and in the other tabs. */
  reset(reconnect: boolean): void {
    this.#tabs.tell({ kind: "reset" });
    this.#source = undefined;
    this.#forget();
    this.#connection.stop();
    if (reconnect) this.#connection.start();
  }

  /** Says which language the session should speak. */
  setLocale(locale: Locale | undefined): void {
    if (locale === this.#locale) return;
    this.#locale = locale;
    if (this.#connection.state.kind !== "idle") this.#connection.restart();
  }

  // What the connection brings.

  stateChanged(state: ConnectionState): void {
    this.#noteAway(state.kind === "connecting" || state.kind === "waiting");
    if (state.kind === "refused") {
      this.#identity = undefined;
      this.#listener.error(state.code, undefined);
    } else if (state.kind === "waiting" && state.code !== undefined)
      this.#listener.error(state.code, state.until - Date.now());
    this.#listener.changed();
  }

  started(started: Started): void {
    const known = this.#memory.current?.sessionId;
    const another = this.sessionId !== started.sessionId;
    if (another) this.#clear();
    // Words that were written as someone else are not this user's.
    if (this.#identity !== undefined && known !== undefined && known !== started.sessionId) this.outbox.clear();
    this.#identity = undefined;
    this.sessionId = started.sessionId;
    this.sessionLocale = started.locale;
    this.settings = started.settings;
    this.status = started.status;
    if (this.status !== "handedOver") this.operator = undefined;
    this.#memory.keep(started.sessionId, started.token);
    if (known !== started.sessionId) this.#tabs.tell({ kind: "session", sessionId: started.sessionId });
    const { added, applied } = this.transcript.load(started.entries);
    for (const entry of started.entries) this.outbox.settle(entry);
    if (!another) for (const entry of added) this.#listener.message(entry);
    this.transcript.setRunning(started.running);
    if (started.running === undefined) this.#typing.end();
    else this.#typing.begin("agent");
    if (applied === "gap") void this.#resync.run();
    this.#readMark.moveTo(this.#memory.current?.readSeq ?? 0);
    if (another) this.#listener.ready(started.sessionId, started.locale);
    this.#listener.changed();
    void this.#sender.pump();
  }

  cameBack(): void {
    void this.#resync.run();
  }

  entryCame(entry: Entry): void {
    this.#takeEntry(entry);
    this.#readMark.count();
    this.#listener.changed();
  }

  deltaCame(delta: Delta): void {
    const applied = this.transcript.delta(delta);
    if (applied === "ignored") return;
    this.#typing.begin("agent");
    if (applied === "gap") void this.#resync.run();
    this.#listener.changed();
  }

  typingChanged(typing: TypingEvent): void {
    if (typing.on) this.#typing.begin(typing.who);
    else this.#typing.end(typing.who);
    this.#listener.changed();
  }

  statusChanged({ status, operator }: StatusEvent): void {
    this.status = status;
    this.operator = operator;
    this.#listener.changed();
  }

  receiptCame({ seq, state }: ReceiptEvent): void {
    this.receipts.set(seq, state);
    this.#listener.changed();
  }

  /** Says that the connection is away when that lasts, and says more when it lasts long. */
  #noteAway(away: boolean): void {
    if (away && this.#awayTimers.length > 0) return;
    for (const timer of this.#awayTimers) clearTimeout(timer);
    this.reconnecting = false;
    this.unreachable = false;
    const later = (note: () => void, milliseconds: number): ReturnType<typeof setTimeout> =>
      setTimeout(() => {
        note();
        this.#listener.changed();
      }, milliseconds);
    this.#awayTimers = away
      ? [later(() => (this.reconnecting = true), reconnectingShownAfterMs), later(() => (this.unreachable = true), unreachableShownAfterMs)]
      : [];
  }

  async #startRequest(): Promise<StartRequest> {
    const source = this.#source;
    if (source !== undefined) {
      const jwt = (await source()) ?? undefined;
      // Meanwhile the page may have said otherwise.
      if (this.#source === source) this.#become(jwt);
    }
    const token = this.#memory.current?.token;
    return {
      siteKey: this.options.siteKey,
      ...(token === undefined ? {} : { token }),
      ...(this.#locale === undefined ? {} : { locale: this.#locale }),
      // Without query and fragment, which may hold what is nobody's business.
      page: `${location.origin}${location.pathname}`,
      ...(this.#identity === undefined ? {} : { identity: this.#identity }),
    };
  }

  /** Whom the next connection is for; undefined when nobody is signed in. */
  #become(jwt: string | undefined): void {
    const subject = jwt === undefined ? undefined : subjectOf(jwt);
    if (this.#subject !== undefined && subject !== this.#subject) this.#forget();
    this.#subject = subject;
    this.#identity = jwt;
  }

  #takeEntry(entry: Entry): void {
    this.outbox.settle(entry);
    const applied = this.transcript.add(entry);
    if (applied === "ignored") return;
    if (entry.role === "agent" || entry.role === "operator") this.#typing.end(entry.role);
    if (applied === "gap") void this.#resync.run();
    this.#listener.message(entry);
  }

  #takeResumed(resumed: Resumed): void {
    for (const entry of resumed.entries) this.#takeEntry(entry);
    if (!resumed.more) {
      this.transcript.setRunning(resumed.running);
      if (resumed.running === undefined) this.#typing.end("agent");
    }
    this.status = resumed.status;
    this.#readMark.count();
    this.#listener.changed();
  }

  #refused({ code, retryAfterMs }: Refusal): void {
    if (code === "sessionClosed") this.status = "closed";
    if (code === "notStarted") this.#connection.restart();
    else this.#listener.error(code, retryAfterMs);
    this.#listener.changed();
  }

  #typingExpired(): void {
    // Words without an end: the turn may have been committed, or given up, while nobody told us.
    if (this.transcript.running.length > 0) void this.#resync.run();
    this.#listener.changed();
  }

  #hearTab(message: TabMessage): void {
    if (message.kind === "reset") {
      this.#source = undefined;
      this.#forget();
      const connected = this.#connection.state.kind !== "idle";
      this.#connection.stop();
      if (connected) this.#connection.start();
    } else if (message.kind === "session") {
      // A user's session is reached by their identity: what a tab without one goes on with is not theirs.
      const follows = this.#subject === undefined && this.#source === undefined;
      if (follows && this.sessionId !== undefined && this.sessionId !== message.sessionId) this.#connection.restart();
    } else this.#readMark.moveTo(message.seq);
    this.#listener.changed();
  }

  /** Tells the gateway something that it may miss: the next one of its kind says it again. */
  #tell(method: "Typing" | "Read" | "Stop", argument: object): void {
    this.#connection.invoke(method, argument).catch((error: unknown) => {
      if (!(error instanceof ConnectionLost || error instanceof Refusal)) throw error;
    });
  }

  #forget(): void {
    this.#memory.forget();
    this.outbox.clear();
    this.#identity = undefined;
    this.#subject = undefined;
    this.#clear();
  }

  #clear(): void {
    this.transcript.clear();
    this.receipts.clear();
    this.#typing.end();
    this.sessionId = undefined;
    this.status = "open";
    this.operator = undefined;
    this.#readMark.clear();
  }
}
