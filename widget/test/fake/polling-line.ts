import type { ServerResponse } from "node:http";

/** One way to a visitor's browser, whatever carries it. */
export interface Line {
  send(text: string): void;
  /** Breaks it as a network does: without a word. */
  cut(): void;
}

/** SignalR's long polling: the browser asks, and is answered when there is something to say. */
export class PollingLine implements Line {
  #waiting: ServerResponse | undefined;
  #unsent = "";
  #polls = 0;
  #isCut = false;

  /** The browser asks; the first time it only wants to know that somebody is there. */
  answer(response: ServerResponse): void {
    this.#polls += 1;
    if (this.#isCut) response.writeHead(404).end();
    else if (this.#polls === 1) response.writeHead(200).end();
    else {
      this.#waiting = response;
      this.#flush();
    }
  }

  send(text: string): void {
    this.#unsent += text;
    this.#flush();
  }

  cut(): void {
    this.#isCut = true;
    this.#waiting?.destroy();
  }

  #flush(): void {
    if (this.#waiting === undefined || this.#unsent === "") return;
    this.#waiting.writeHead(200, { "Content-Type": "text/plain" }).end(this.#unsent);
    this.#waiting = undefined;
    this.#unsent = "";
  }
}
