import { HttpTransportType, HubConnectionBuilder, JsonHubProtocol, LogLevel } from "@microsoft/signalr";
import { TransportFailed } from "./errors.ts";
import { WidgetHttpClient } from "./http.ts";
import { tools } from "./page.ts";
import type { Transport } from "./transports.ts";
import { within } from "./within.ts";

/** One connection to the gateway's hub. It is used once: a broken one is replaced. */
export interface Hub {
  /**
   * @throws {Refusal} when the gateway refuses over HTTP
   * @throws {TransportFailed} when the gateway was reached, and the transport did not open or stayed silent; any other error when it cannot be reached
   */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** @throws {Error} with the server's words, or when the connection breaks before the answer */
  invoke(method: string, ...args: unknown[]): Promise<unknown>;
  on(event: string, handler: (argument: never) => void): void;
  /** Called once when a connection that had started is over, for whatever reason. */
  onClosed(handler: () => void): void;
  /** How many times anything came from the gateway, its signs of life included: a line on which this stands still carries nothing. */
  readonly heard: number;
}

/** Makes a hub connection to that address, over that transport alone. */
export type HubFactory = (url: string, transport: Transport) => Hub;

/**
 * How long a transport may take to open and to answer its handshake, once the gateway has been reached; SignalR would wait for 30 s. A slow line takes
 * five times there and back for it. Nothing comes after the last one, which has time.
 */
const silentMs: { readonly [transport in Transport]: number } = { webSockets: 6_000, serverSentEvents: 6_000, longPolling: 15_000 };

const types: { readonly [transport in Transport]: HttpTransportType } = {
  webSockets: HttpTransportType.WebSockets,
  serverSentEvents: HttpTransportType.ServerSentEvents,
  longPolling: HttpTransportType.LongPolling,
};

/** The transports that this browser has, the best first. */
export function availableTransports(): Transport[] {
  return [...(tools.WebSocket === undefined ? [] : ["webSockets" as const]), ...(tools.EventSource === undefined ? [] : ["serverSentEvents" as const]), "longPolling"];
}

/** SignalR over one transport. Its own choice among them is made anew for each connection, and waits for ever on one that never opens. */
export const signalRHub: HubFactory = (url, transport) => {
  const http = new WidgetHttpClient();
  const lines: { close(): void }[] = [];
  const protocol = new CountingProtocol();
  const connection = new HubConnectionBuilder()
    .withUrl(url, {
      httpClient: http,
      withCredentials: false,
      timeout: 15_000,
      transport: types[transport],
      ...(tools.WebSocket === undefined ? {} : { WebSocket: kept(tools.WebSocket, lines) }),
      ...(tools.EventSource === undefined ? {} : { EventSource: kept(tools.EventSource, lines) }),
    })
    .withHubProtocol(protocol)
    .configureLogging(LogLevel.None)
    .build();
  connection.serverTimeoutInMilliseconds = 30_000;
  connection.keepAliveIntervalInMilliseconds = 15_000;
  return {
    start: async () => {
      const started = connection.start();
      const silent = http.negotiated.then(() => within(silentMs[transport], started));
      try {
        await Promise.race([started, silent]);
        // From here on SignalR lets go of it.
        lines.length = 0;
      } catch (error) {
        throw http.refusal ?? (http.reached ? new TransportFailed() : error);
      }
    },
    stop: async () => {
      // SignalR lets go of a line only once it is open. One that never opens would be held, and an event source would try again by itself.
      for (const line of lines) line.close();
      await connection.stop();
    },
    invoke: (method, ...args) => connection.invoke(method, ...args),
    on: (event, handler) => connection.on(event, handler as (argument: unknown) => void),
    onClosed: (handler) => connection.onclose(handler),
    get heard() {
      return protocol.heard;
    },
  };
};

class CountingProtocol extends JsonHubProtocol {
  heard = 0;

  override parseMessages(...read: Parameters<JsonHubProtocol["parseMessages"]>): ReturnType<JsonHubProtocol["parseMessages"]> {
    this.heard += 1;
    return super.parseMessages(...read);
  }
}

/** That kind of line; each one that is opened is noted there. */
function kept<Line extends { close(): void }, Arguments extends unknown[], Static>(
  kind: Static & (new (...args: Arguments) => Line),
  lines: Line[],
): Static & (new (...args: Arguments) => Line) {
  return new Proxy(kind, {
    construct: (target, args: Arguments) => {
      const line = new target(...args);
      lines.push(line);
      return line;
    },
  });
}
