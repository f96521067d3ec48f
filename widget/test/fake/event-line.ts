import type { ServerResponse } from "node:http";
import type { Line } from "./polling-line.ts";

/** SignalR's server-sent events: one answer that goes on for as long as the connection. */
export class EventLine implements Line {
  #stream: ServerResponse | undefined;
  #isCut = false;

  /** The browser asks for the stream; a second time it has lost the first. */
  answer(response: ServerResponse): void {
    if (this.#isCut || this.#stream !== undefined) {
      response.writeHead(404).end();
      return;
    }
    this.#stream = response;
    response.writeHead(200, { "Content-Type": "text/event-stream" }).write(":\r\n\r\n");
  }

  send(text: string): void {
    this.#stream?.write(`data: ${text}\r\n\r\n`);
  }

  cut(): void {
    this.#isCut = true;
    this.#stream?.destroy();
  }
}
