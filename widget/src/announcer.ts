import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";

const keptMs = 1_500;

/** Speaks to those who listen: a live region of its own, so that streaming words are not read out one by one. */
export class Announcer implements ReactiveController {
  #said: { id: number; words: string }[] = [];
  #count = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#said = [];
  }

  /** Has the words read out when the reader pauses; they are gone again soon, so that nobody stumbles over them. */
  say(words: string): void {
    this.#said = [...this.#said, { id: (this.#count += 1), words }];
    this.host.requestUpdate();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#said = [];
      this.host.requestUpdate();
    }, keptMs);
  }

  /** Each saying is an element of its own: what was said before is not read again with it. */
  render(): TemplateResult {
    return html`<div class="hidden" aria-live="polite" data-announcer>
      ${repeat(
        this.#said,
        ({ id }) => id,
        ({ words }) => html`<p>${words}</p>`,
      )}
    </div>`;
  }
}
