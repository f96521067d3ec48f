import { HubConnectionBuilder, LogLevel } from "@microsoft/signalr";
import { WidgetHttpClient } from "./http.ts";

/** One connection to the gateway's hub. It is used once: a broken one is replaced. */
export interface Hub {
  /** @throws {Refusal} when the gateway refuses over HTTP; any other error when it cannot be reached */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** @throws {Error} with the server's words, or when the connection breaks before the answer */
  invoke(method: string, ...args: unknown[]): Promise<unknown>;
  on(event: string, handler: (argument: never) => void): void;
  /** Called once when a connection that had started is over, for whatever reason. */
  onClosed(handler: () => void): void;
}

/** Makes a hub connection to that address. */
export type HubFactory = (url: string) => Hub;

/** SignalR, over WebSockets where they pass and over what is left where they do not. */
export const signalRHub: HubFactory = (url) => {
  const http = new WidgetHttpClient();
  const connection = new HubConnectionBuilder()
    .withUrl(url, { httpClient: http, withCredentials: false, timeout: 15_000 })
    .configureLogging(LogLevel.None)
    .build();
  connection.serverTimeoutInMilliseconds = 30_000;
  connection.keepAliveIntervalInMilliseconds = 15_000;
  return {
    start: () =>
      connection.start().catch((error: unknown) => {
        throw http.refusal ?? error;
      }),
    stop: () => connection.stop(),
    invoke: (method, ...args) => connection.invoke(method, ...args),
    on: (event, handler) => connection.on(event, handler as (argument: unknown) => void),
    onClosed: (handler) => connection.onclose(handler),
  };
};
