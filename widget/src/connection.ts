import { ConnectionLost, readRefusal, Refusal, TransportFailed, type ErrorCode } from "./errors.ts";
import type { Hub, HubFactory } from "./hub.ts";
import { onWakeUp, reconnectDelayMs } from "./reconnect.ts";
import type { Transports } from "./transports.ts";
import type { Delta, Entry, ReceiptEvent, StartRequest, Started, StatusEvent, TypingEvent } from "./wire.ts";
import { TookTooLong, within } from "./within.ts";

/** A hub ends its attempts by itself, sooner; this is for a page whose own tools never come back. */
const startMs = 35_000;
const answerMs = 20_000;
/** A connection that held this long has proved itself: the next break starts over with short waits. */
const provenMs = 5_000;
/** As many breaks right after the start in a row are something on the way that cuts this transport. */
const mostShortLived = 2;
/** A page that was away this long may hold a socket that only looks alive. */
const doubtfulMs = 20_000;

/** How the connection stands. */
export type ConnectionState =
  | { kind: "idle" }
  | { kind: "connecting" }
  | { kind: "online" }
  /** Another attempt follows by itself; `code` says why the gateway asked for the wait, `until` when it ends. */
  | { kind: "waiting"; until: number; code?: ErrorCode }
  /** The gateway will not have us as we are; nothing more happens by itself. */
  | { kind: "refused"; code: ErrorCode };

/** Who hears what the connection brings. */
export interface ConnectionListener {
  stateChanged(state: ConnectionState): void;
  started(started: Started): void;
  /** The page came back after a while; what happened meanwhile may have been missed. */
  cameBack(): void;
  entryCame(entry: Entry): void;
  deltaCame(delta: Delta): void;
  typingChanged(typing: TypingEvent): void;
  statusChanged(status: StatusEvent): void;
  receiptCame(receipt: ReceiptEvent): void;
}

/** What a connection needs from outside. */
export interface ConnectionOptions {
  url: string;
  hub: HubFactory;
  transports: Transports;
  /** Asked on every attempt, because the token changes with each, and so does a user's identity. */
  startRequest: () => StartRequest | Promise<StartRequest>;
  listener: ConnectionListener;
  random?: () => number;
}

/** Keeps one visitor connected for as long as the page lives: `Start` on every connection, and endless attempts after a break. */
export class Connection {
  #state: ConnectionState = { kind: "idle" };
  #hub: Hub | undefined;
  /** Tells the running loop apart from one that was stopped. */
  #run: object | undefined;
  #wake: (() => void) | undefined;
  #forgetWakeUps: (() => void) | undefined;
  #hiddenAt: number | undefined;
  /** Connections in a row that broke as soon as they stood. */
  #shortLived = 0;

  constructor(private readonly options: ConnectionOptions) {}

  get state(): ConnectionState {
    return this.#state;
  }

  /** Connects and stays connected. Does nothing while that is so already, nor after a refusal: that takes {@link restart}. */
  start(): void {
    if (this.#run !== undefined || this.#state.kind === "refused") return;
    const run = {};
    this.#run = run;
    document.addEventListener("visibilitychange", this.#noteHidden);
    window.addEventListener("online", this.#networkChanged);
    this.#forgetWakeUps = onWakeUp(() => this.#wakeUp());
    void this.#stayConnected(run);
  }

  /** Ends the connection, and all attempts. */
  stop(): void {
    this.#run = undefined;
    document.removeEventListener("visibilitychange", this.#noteHidden);
    window.removeEventListener("online", this.#networkChanged);
    this.#forgetWakeUps?.();
    this.#drop();
    this.#wake?.();
    this.#become({ kind: "idle" });
  }

  /** Starts anew at once: with another token, identity or language, or because the visitor asked to try again. */
  restart(): void {
    this.stop();
    this.start();
  }

  /**
   * Calls a hub method.
   * @throws {ConnectionLost} when there is no connection or it breaks before the answer: it may have happened or not
   * @throws {Refusal} when the gateway says no
   */
  async invoke<T>(method: string, ...args: unknown[]): Promise<T> {
    if (this.#hub === undefined || this.#state.kind !== "online") throw new ConnectionLost();
    return this.#call<T>(this.#hub, method, args);
  }

  async #stayConnected(run: object): Promise<void> {
    for (let attempt = 0; this.#run === run; attempt += 1) {
      let wait: ConnectionState | undefined;
      try {
        if (await this.#connectOnce(run)) attempt = 0;
      } catch (error) {
        if (this.#run !== run) return;
        // The gateway is there: what comes next in line need not wait for it.
        if (error instanceof TransportFailed && this.options.transports.failed()) {
          this.#drop();
          attempt -= 1;
          continue;
        }
        if (!(error instanceof TransportFailed || error instanceof ConnectionLost || error instanceof Refusal)) this.options.transports.unknown();
        wait = afterRefusal(error);
      }
      if (this.#run !== run) return;
      this.#drop();
      if (wait?.kind === "refused") {
        this.#run = undefined;
        this.#forgetWakeUps?.();
        this.#become(wait);
        return;
      }
      const delayMs = reconnectDelayMs(attempt, (this.options.random ?? Math.random)());
      const state: ConnectionState = wait ?? { kind: "waiting", until: Date.now() + delayMs };
      this.#become(state);
      if (state.kind === "waiting") await this.#sleep(state.until - Date.now());
    }
  }

  /** One connection from first to last; true when it held for a while. */
  async #connectOnce(run: object): Promise<boolean> {
    this.#become({ kind: "connecting" });
    const { transports } = this.options;
    transports.begin();
    const hub = this.options.hub(this.options.url, transports.current);
    this.#hub = hub;
    const closed = new Promise<void>((resolve) => hub.onClosed(resolve));
    this.#listen(hub, run);
    await within(startMs, hub.start());
    const request = await within(answerMs, Promise.resolve(this.options.startRequest()));
    if (this.#run !== run) return false;
    const started = await this.#call<Started>(hub, "Start", [request]);
    if (this.#run !== run) return false;
    const since = Date.now();
    transports.works();
    this.#become({ kind: "online" });
    this.options.listener.started(started);
    await closed;
    const proven = Date.now() - since >= provenMs;
    this.#shortLived = proven || this.#run !== run ? 0 : this.#shortLived + 1;
    if (this.#shortLived === mostShortLived) {
      this.#shortLived = 0;
      transports.failed();
    }
    return proven;
  }

  #listen(hub: Hub, run: object): void {
    const { listener } = this.options;
    const live = <T>(handle: (argument: T) => void) => (argument: T): void => {
      if (this.#run === run && this.#hub === hub) handle(argument);
    };
    hub.on("entry", live<Entry>((entry) => listener.entryCame(entry)));
    hub.on("delta", live<Delta>((delta) => listener.deltaCame(delta)));
    hub.on("typing", live<TypingEvent>((typing) => listener.typingChanged(typing)));
    hub.on("status", live<StatusEvent>((status) => listener.statusChanged(status)));
    hub.on("receipt", live<ReceiptEvent>((receipt) => listener.receiptCame(receipt)));
    hub.onClosed(() => {
      if (this.#hub === hub) this.#hub = undefined;
    });
  }

  async #call<T>(hub: Hub, method: string, args: unknown[]): Promise<T> {
    const { heard } = hub;
    try {
      return (await within(answerMs, hub.invoke(method, ...args))) as T;
    } catch (error) {
      // Without an answer nothing is known; a new connection and the same message id settle it. A gateway that is merely slow
      // has shown signs of life meanwhile.
      if (error instanceof TookTooLong) {
        if (this.#hub === hub && hub.heard === heard) this.options.transports.failed();
        this.#drop(hub);
      }
      if (this.#hub !== hub) throw new ConnectionLost();
      throw readRefusal(error instanceof Error ? error.message : "");
    }
  }

  #drop(hub: Hub | undefined = this.#hub): void {
    if (hub === undefined) return;
    if (this.#hub === hub) this.#hub = undefined;
    // The far end may be gone already; there is nobody left to tell.
    hub.stop().catch(() => undefined);
  }

  #sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.max(0, milliseconds));
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #wakeUp(): void {
    const away = this.#hiddenAt !== undefined && Date.now() - this.#hiddenAt >= doubtfulMs;
    this.#hiddenAt = undefined;
    if (this.#state.kind === "online") {
      if (away) this.options.listener.cameBack();
    } else if (this.#state.kind === "waiting" && this.#state.code === undefined) this.#wake?.();
  }

  readonly #networkChanged = (): void => {
    this.options.transports.startOver();
  };

  readonly #noteHidden = (): void => {
    if (document.visibilityState === "hidden") this.#hiddenAt = Date.now();
  };

  #become(state: ConnectionState): void {
    this.#state = state;
    this.options.listener.stateChanged(state);
  }
}

/** What follows from an attempt that failed: a wait the gateway asked for, an end, or (undefined) the usual wait. */
function afterRefusal(error: unknown): ConnectionState | undefined {
  if (!(error instanceof Refusal)) return undefined;
  switch (error.code) {
    case "unknownSite":
    case "originRefused":
    case "identityRefused":
    case "invalid":
      return { kind: "refused", code: error.code };
    case "rateLimited":
      return { kind: "waiting", until: Date.now() + (error.retryAfterMs ?? 30_000), code: "rateLimited" };
    case "unavailable":
      return error.retryAfterMs === undefined
        ? undefined
        : { kind: "waiting", until: Date.now() + error.retryAfterMs, code: "unavailable" };
    default:
      return undefined;
  }
}
