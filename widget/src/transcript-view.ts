import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from "lit";
import { createRef, ref } from "lit/directives/ref.js";
import { repeat } from "lit/directives/repeat.js";
import type { Chat } from "./chat.ts";
import { arrowIcon } from "./icons.ts";
import { messageView, type MessageContext } from "./message-view.ts";
import { listed, tools } from "./page.ts";
import { messageItems } from "./transcript-items.ts";

const nearPx = 48;
const controls = "a[href], button, input, textarea, select";

/** What a transcript view is given for each rendering. */
export interface TranscriptContext extends MessageContext {
  chat: Chat;
}

/**
 * The visible transcript. It follows the newest message only while the visitor is at the end, and is one stop of the Tab key: arrows,
 * Home and End go from message to message, Enter into a message's controls, Escape back out.
 */
export class TranscriptView implements ReactiveController {
  readonly #scroller = createRef<HTMLElement>();
  readonly #log = createRef<HTMLElement>();
  /** Where the browser has none, the end is followed with each rendering alone. */
  readonly #resized = tools.ResizeObserver === undefined ? undefined : new tools.ResizeObserver(() => this.#follow());
  #atEnd = true;
  #unseen = 0;
  #active: string | undefined;
  #entered: string | undefined;
  #observed: HTMLElement | undefined;
  #oldest: string | undefined;
  #heightBefore = 0;
  #topBefore = 0;
  #followedTo = 0;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#resized?.disconnect();
    this.#observed = undefined;
  }

  hostUpdate(): void {
    const scroller = this.#scroller.value;
    if (scroller === undefined) return;
    this.#heightBefore = scroller.scrollHeight;
    this.#topBefore = scroller.scrollTop;
    // The visitor may have moved up so lately that the event is still to come.
    if (this.#topBefore < this.#followedTo - 1 && !isNearEnd(scroller)) this.#atEnd = false;
  }

  hostUpdated(): void {
    const log = this.#log.value;
    const scroller = this.#scroller.value;
    if (log === undefined || scroller === undefined) return;
    if (this.#observed !== log) {
      this.#resized?.disconnect();
      this.#resized?.observe(log);
      this.#resized?.observe(scroller);
      this.#observed = log;
    }
    for (const message of listed(log.querySelectorAll<HTMLElement>("[data-key]")))
      for (const control of listed(message.querySelectorAll<HTMLElement>(controls)))
        control.tabIndex = message.dataset["key"] === this.#entered ? 0 : -1;
    this.#keepPlace(scroller, log);
    this.#follow();
  }

  /** A message came; those who read further up are told. */
  noteMessage(): void {
    if (!this.#atEnd) this.#unseen += 1;
    this.host.requestUpdate();
  }

  /** Goes to the newest message and stays there. */
  followEnd(): void {
    this.#atEnd = true;
    this.#unseen = 0;
    this.#follow();
    this.host.requestUpdate();
  }

  /** Moves into the transcript, to the message that was last looked at. */
  focus(): void {
    this.#log.value?.querySelector<HTMLElement>('[data-key][tabindex="0"]')?.focus();
  }

  render(context: TranscriptContext): TemplateResult {
    const { chat, words } = context;
    const items = messageItems(chat, {
      you: words.you,
      agent: chat.settings?.agentName ?? words.assistant,
      operator: chat.operator ?? words.assistant,
    });
    const active = items.some(({ key }) => key === this.#active) ? this.#active : items.at(-1)?.key;
    const typing = chat.typing !== undefined && !items.some(({ growing }) => growing);
    return html`<div class="transcript">
      <div class="scroller" ${ref(this.#scroller)} @scroll=${this.#scrolled}>
        ${chat.transcript.floor > 0
          ? html`<button type="button" class="earlier" aria-disabled=${chat.loadingEarlier ? "true" : "false"} @click=${() => void chat.loadEarlier()}>
              ${words.earlier}
            </button>`
          : nothing}
        <div
          class="log"
          role="log"
          aria-live="off"
          aria-label=${words.transcript}
          ${ref(this.#log)}
          @keydown=${this.#keydown}
          @focusin=${this.#focused}
          @focusout=${this.#left}
        >
          ${repeat(
            items,
            (item) => item.key,
            (item) => messageView(item, item.key === active, context),
          )}
          ${typing ? typingView() : nothing}
        </div>
      </div>
      ${this.#unseen > 0
        ? html`<button type="button" class="unseen" @click=${() => this.followEnd()}>${arrowIcon}${words.newMessages(this.#unseen)}</button>`
        : nothing}
    </div>`;
  }

  /** Older history is put above; what the visitor looks at stays where it is. */
  #keepPlace(scroller: HTMLElement, log: HTMLElement): void {
    const messages = listed(log.querySelectorAll<HTMLElement>("[data-key]"));
    const held = messages.some((message, index) => index > 0 && message.dataset["key"] === this.#oldest);
    if (held && !this.#atEnd) scroller.scrollTop = this.#topBefore + scroller.scrollHeight - this.#heightBefore;
    this.#oldest = messages[0]?.dataset["key"];
  }

  #follow(): void {
    const scroller = this.#scroller.value;
    if (scroller === undefined || !this.#atEnd) return;
    scroller.scrollTop = scroller.scrollHeight;
    this.#followedTo = scroller.scrollTop;
  }

  readonly #scrolled = (): void => {
    const scroller = this.#scroller.value;
    if (scroller === undefined) return;
    this.#atEnd = isNearEnd(scroller);
    if (!this.#atEnd || this.#unseen === 0) return;
    this.#unseen = 0;
    this.host.requestUpdate();
  };

  readonly #focused = (event: FocusEvent): void => {
    const target = event.target as HTMLElement;
    const key = messageOf(target)?.dataset["key"];
    const entered = target.matches(controls) ? key : undefined;
    if (key === this.#active && entered === this.#entered) return;
    this.#active = key;
    this.#entered = entered;
    this.host.requestUpdate();
  };

  readonly #left = (event: FocusEvent): void => {
    if (event.relatedTarget instanceof Node && this.#log.value?.contains(event.relatedTarget)) return;
    this.#entered = undefined;
    this.host.requestUpdate();
  };

  readonly #keydown = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    const message = messageOf(target);
    if (message === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    if (target === message ? this.#fromMessage(event.key, message) : this.#fromControl(event.key, target, message)) {
      event.preventDefault();
      event.stopPropagation();
    }
  };

  #fromMessage(key: string, message: HTMLElement): boolean {
    const messages = listed(this.#log.value?.querySelectorAll<HTMLElement>("[data-key]") ?? []);
    const at = messages.indexOf(message);
    const next = { ArrowUp: messages[at - 1], ArrowDown: messages[at + 1], Home: messages[0], End: messages.at(-1) }[key];
    if (key === "Enter") message.querySelector<HTMLElement>(controls)?.focus();
    else next?.focus();
    return ["ArrowUp", "ArrowDown", "Home", "End", "Enter"].includes(key);
  }

  #fromControl(key: string, target: HTMLElement, message: HTMLElement): boolean {
    if (key === "Escape") {
      message.focus();
      return true;
    }
    // In a field, arrows belong to the text.
    if (target.matches("input, textarea, select")) return false;
    const all = listed(message.querySelectorAll<HTMLElement>(controls));
    const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[key];
    if (step === undefined) return false;
    all[(all.indexOf(target) + step + all.length) % all.length]?.focus();
    return true;
  }
}

function isNearEnd({ scrollHeight, scrollTop, clientHeight }: HTMLElement): boolean {
  return scrollHeight - scrollTop - clientHeight < nearPx;
}

function messageOf(target: HTMLElement): HTMLElement | undefined {
  return target.closest<HTMLElement>("[data-key]") ?? undefined;
}

function typingView(): TemplateResult {
  return html`<div class="message agent first last" aria-hidden="true">
    <div class="stack"><div class="bubble typing"><i></i><i></i><i></i></div></div>
  </div>`;
}
