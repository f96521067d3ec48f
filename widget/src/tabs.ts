import { tools } from "./page.ts";

/** What tabs of one browser tell each other. Never words or tokens: those stay in storage. */
export type TabMessage =
  /** The visitor was forgotten. */
  | { kind: "reset" }
  /** A session was opened; its token lies in the shared storage. */
  | { kind: "session"; sessionId: string }
  /** The visitor has read up to there. */
  | { kind: "read"; seq: number };

/** The other tabs with the same site key. Silent where there is no `BroadcastChannel`, or the page may not open one. */
export class Tabs {
  readonly #channel: BroadcastChannel | undefined;

  constructor(name: string, hear: (message: TabMessage) => void) {
    try {
      if (tools.BroadcastChannel === undefined) return;
      this.#channel = new tools.BroadcastChannel(name);
    } catch {
      // Blocked, or not the browser's own: each tab is on its own then.
      return;
    }
    this.#channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (isTabMessage(data)) hear(data);
    };
  }

  tell(message: TabMessage): void {
    try {
      this.#channel?.postMessage(message);
    } catch {
      // The others hear of it from the gateway, with their next connection.
    }
  }

  close(): void {
    this.#channel?.close();
  }
}

function isTabMessage(data: unknown): data is TabMessage {
  if (typeof data !== "object" || data === null) return false;
  const { kind, sessionId, seq } = data as { kind?: unknown; sessionId?: unknown; seq?: unknown };
  return kind === "reset" || (kind === "session" && typeof sessionId === "string") || (kind === "read" && typeof seq === "number");
}
