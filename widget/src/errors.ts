/** Why the gateway refused something; `failed` stands for every fault that has no code of its own. */
export type ErrorCode =
  | "invalid"
  | "unknownSite"
  | "originRefused"
  | "identityRefused"
  | "notStarted"
  | "rateLimited"
  | "tooLong"
  | "sessionClosed"
  | "unavailable"
  | "failed";

const codes: ReadonlySet<string> = new Set<ErrorCode>([
  "invalid",
  "unknownSite",
  "originRefused",
  "identityRefused",
  "notStarted",
  "rateLimited",
  "tooLong",
  "sessionClosed",
  "unavailable",
]);

/** A refusal in our words. The developer's words of the server are dropped here: no visitor ever sees them. */
export class Refusal extends Error {
  /** @param retryAfterMs how long to wait before trying again, or undefined when the server did not say */
  constructor(
    readonly code: ErrorCode,
    readonly retryAfterMs?: number,
  ) {
    super(code);
    this.name = "Refusal";
  }
}

/** The connection broke, or an answer did not come in time: what was asked may or may not have happened. */
export class ConnectionLost extends Error {
  constructor() {
    super("connection lost");
    this.name = "ConnectionLost";
  }
}

/** The gateway was reached, and then the transport did not open or carried nothing. Another one may. */
export class TransportFailed extends Error {
  constructor() {
    super("transport failed");
    this.name = "TransportFailed";
  }
}

/**
 * Reads a refusal out of what a hub method threw. SignalR wraps the server's words, as in
 * `An unexpected error occurred invoking 'Send' on the server. HubException: rateLimited: 10 a minute; retryAfter=42`.
 */
export function readRefusal(message: string): Refusal {
  const words = / on the server\. \w+:\s*(.*)$/s.exec(message)?.[1] ?? message;
  const code = /^\s*([a-zA-Z]+)\s*(?::|$)/.exec(words)?.[1] ?? "";
  if (!codes.has(code)) return new Refusal("failed");
  const seconds = /retryAfter=(\d{1,6})/.exec(words)?.[1];
  return new Refusal(code as ErrorCode, seconds === undefined ? undefined : Number(seconds) * 1000);
}

/** Reads a refusal out of an HTTP answer to negotiate. */
export function refusalOfStatus(status: number, retryAfter: string | null): Refusal | undefined {
  if (status === 403) return new Refusal("originRefused");
  if (status !== 429) return undefined;
  const seconds = Number(retryAfter ?? Number.NaN);
  return new Refusal("rateLimited", Number.isFinite(seconds) ? seconds * 1000 : undefined);
}
