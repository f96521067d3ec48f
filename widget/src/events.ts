import type { ErrorCode } from "./errors.ts";
import type { Entry } from "./wire.ts";

/** What the element tells the page, by event name. None of them bubbles. */
export interface GatewayChatEvents {
  /** A session is there: the first time, and whenever another one begins. */
  ready: { sessionId: string; locale: string };
  open: undefined;
  close: undefined;
  /** An entry came while the page was open; the visitor's own are among them. */
  message: Entry;
  /** The number of messages that the visitor has not seen has changed. */
  unread: { count: number };
  /** The gateway refused something. The visitor has been told; the page may have something to do (`identityRefused`). */
  error: { code: ErrorCode; retryAfterMs: number | undefined };
}

/** The events as listeners get them. */
export type GatewayChatEventMap = { [name in keyof GatewayChatEvents]: CustomEvent<GatewayChatEvents[name]> };
