import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from "lit";
import { createRef, ref } from "lit/directives/ref.js";
import { sendIcon, stopIcon } from "./icons.ts";
import type { Expectation } from "./wire.ts";
import type { Words } from "./words/words.ts";

const hardLimitBytes = 16 * 1024;
const tallestPx = 148;


/** What a composer needs from outside. */
export interface ComposerOptions {
  /** The visitor pressed send; never empty, never too long. */
  send: (text: string) => void;
  typed: () => void;
  /** Keeps the unsent words over a reload. */
  draft: { get: () => string; set: (text: string) => void };
}

/** Where the visitor writes. Enter sends, Shift+Enter breaks the line, and neither while an input method is composing. */
export class Composer implements ReactiveController {
  readonly #field = createRef<HTMLTextAreaElement>();
  #text = "";
  #limit = hardLimitBytes;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly options: ComposerOptions,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.#text = this.options.draft.get();
  }

  hostUpdated(): void {
    this.#fit();
  }

  /**
   * @param limit longest text in UTF-16 units, as the workspace has it
   * @param expects what kind of answer the other side waits for. A phone's keys follow it where they still write everything: who is asked for a number
   * may want to say something else
   * @param stop ends the answer that is being worded; undefined when there is none
   */
  render(words: Words, limit: number | undefined, expects?: Expectation, stop?: () => void): TemplateResult {
    this.#limit = limit ?? hardLimitBytes;
    const excess = this.#excess();
    return html`<form class="composer" @submit=${this.#submit}>
      <div class="field ${excess > 0 ? "over" : ""}">
        <textarea
          ${ref(this.#field)}
          rows="1"
          dir="auto"
          enterkeyhint="send"
          inputmode=${expects === "email" ? "email" : nothing}
          autocapitalize=${expects === "name" ? "words" : nothing}
          autocomplete="off"
          aria-label=${words.inputLabel}
          aria-invalid=${excess > 0 ? "true" : "false"}
          aria-describedby=${excess > 0 ? "excess" : nothing}
          placeholder=${words.inputPlaceholder}
          .value=${this.#text}
          @input=${this.#input}
          @keydown=${this.#keydown}
        ></textarea>
        ${stop !== undefined && this.#text.trim() === ""
          ? html`<button class="send" type="button" aria-label=${words.stop} @click=${stop}>${stopIcon}</button>`
          : html`<button class="send" type="submit" aria-label=${words.send} aria-disabled=${this.#canSend() ? "false" : "true"}>
              ${sendIcon}
            </button>`}
      </div>
      ${excess > 0 ? html`<p class="excess" id="excess" role="status">${words.tooLongBy(excess)}</p>` : nothing}
    </form>`;
  }

  /** Puts the caret where the visitor writes. */
  focus(): void {
    this.#field.value?.focus({ preventScroll: true });
  }

  get hasFocus(): boolean {
    const field = this.#field.value;
    return field !== undefined && (field.getRootNode() as ShadowRoot).activeElement === field;
  }

  /** Puts words there for the visitor to change; what they had begun stays after them. */
  prefill(text: string): void {
    this.#set(this.#text.trim() === "" ? text : `${text}\n${this.#text}`);
    this.focus();
  }

  /** Empties the field. */
  clear(): void {
    this.#set("");
  }

  readonly #input = (event: Event): void => {
    this.#set((event.target as HTMLTextAreaElement).value);
    if (this.#text.trim() !== "") this.options.typed();
  };

  readonly #keydown = (event: KeyboardEvent): void => {
    // While an input method composes, Enter picks a word; 229 is how Safari says so after the fact.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- there is no other sign of it there
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.#send();
  };

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    this.#send();
    this.focus();
  };

  #send(): void {
    if (!this.#canSend()) return;
    const text = this.#text.trim();
    this.#set("");
    this.options.send(text);
  }

  #canSend(): boolean {
    return this.#text.trim() !== "" && this.#excess() === 0;
  }

  #excess(): number {
    const text = this.#text.trim();
    if (text.length > this.#limit) return text.length - this.#limit;
    // A third of the limit in units can never be over it in bytes.
    if (text.length * 3 <= hardLimitBytes) return 0;
    return Math.max(0, new TextEncoder().encode(text).length - hardLimitBytes);
  }

  #set(text: string): void {
    this.#text = text;
    this.options.draft.set(text);
    this.host.requestUpdate();
  }

  /** As tall as its words, up to a few lines. */
  #fit(): void {
    const field = this.#field.value;
    if (field === undefined || field.value === field.dataset["fitted"]) return;
    field.dataset["fitted"] = field.value;
    field.style.height = "auto";
    if (field.scrollHeight > 0) field.style.height = `${Math.min(tallestPx, field.scrollHeight)}px`;
  }
}
