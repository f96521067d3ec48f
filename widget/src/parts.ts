import { html, nothing, type TemplateResult } from "lit";
import { renderForm } from "./form-part.ts";
import { formatPrice } from "./i18n.ts";
import { checkIcon, outIcon } from "./icons.ts";
import { safeImageUrl, safeUrl } from "./safe-url.ts";
import type { CardAction, CardPart, Choice, KnownPart, LinkPart, Part, QuickRepliesPart, SlotsPart } from "./wire.ts";
import type { Words } from "./words/words.ts";

/** What stands around a part. */
export interface PartContext {
  words: Words;
  /** For prices and dates. */
  locale: string;
  /** Origin of the gateway. */
  server: string;
  /** Hosts that images may come from, besides the gateway. */
  imageHosts: readonly string[];
  /** What the visitor answered to this entry, or undefined while it waits for an answer. */
  answer: { text: string; payload?: string } | undefined;
  /** Sends the visitor's choice. */
  choose: (text: string, payload: string | undefined) => void;
}

/** Shows a part; nothing for a kind that this version does not know. */
export function renderPart(part: Part, context: PartContext): TemplateResult | typeof nothing {
  const known = part as KnownPart;
  switch (known.kind) {
    case "quickReplies":
      return quickReplies(known, context);
    case "card":
      return card(known, context);
    case "slots":
      return slots(known, context);
    case "link":
      return link(known, context);
    case "form":
      return renderForm(known, context);
    default:
      return nothing;
  }
}

/** Whether that choice is what the visitor answered. */
export function isChosen({ title, payload }: Choice, answer: PartContext["answer"]): boolean {
  if (answer === undefined) return false;
  // The server may leave the payload out of the entry; then the words decide.
  return answer.payload === undefined || payload === undefined ? answer.text === title : answer.payload === payload && answer.text === title;
}

/** Buttons of which one can be chosen. The others stay focusable and say that they are off, so that no focus is lost. */
function choiceButton(choice: Choice, className: string, { answer, choose, words }: PartContext): TemplateResult {
  const chosen = isChosen(choice, answer);
  return html`<button
    type="button"
    class="${className} ${chosen ? "chosen" : ""}"
    aria-disabled=${answer === undefined ? "false" : "true"}
    @click=${() => {
      if (answer === undefined) choose(choice.title, choice.payload);
    }}
  >
    ${chosen ? checkIcon : nothing}<span>${choice.title}</span>${chosen ? html`<span class="hidden">, ${words.chosen}</span>` : nothing}
  </button>`;
}

function quickReplies({ choices }: QuickRepliesPart, context: PartContext): TemplateResult {
  return html`<div class="choices" role="group" aria-label=${context.words.choices}>
    ${choices.map((choice) => choiceButton(choice, "choice", context))}
  </div>`;
}

function slots(part: SlotsPart, context: PartContext): TemplateResult {
  return html`<div class="slots" role="group" aria-label=${context.words.slots}>
    ${part.slots.map((slot) => choiceButton(slot, "slot", context))}
  </div>`;
}

function card(part: CardPart, context: PartContext): TemplateResult {
  const image = part.imageUrl === undefined ? undefined : safeImageUrl(part.imageUrl, context.server, context.imageHosts);
  return html`<section class="card" aria-label=${part.title}>
    ${image === undefined
      ? nothing
      : html`<img src=${image} alt="" loading="lazy" decoding="async" referrerpolicy="no-referrer" @error=${hideImage} />`}
    <div class="card-body">
      <p class="card-title">${part.title}</p>
      ${part.text === undefined ? nothing : html`<p class="card-text">${part.text}</p>`}
      ${part.price === undefined
        ? nothing
        : html`<p class="price">${formatPrice(part.price.amount, part.price.currency, context.locale)}</p>`}
      ${part.actions === undefined || part.actions.length === 0
        ? nothing
        : html`<div class="actions">${part.actions.map((action) => cardAction(action, context))}</div>`}
    </div>
  </section>`;
}

function cardAction(action: CardAction, context: PartContext): TemplateResult | typeof nothing {
  if (action.url === undefined) return choiceButton(action, "action", { ...context, answer: onlyIfChosen(action, context) });
  const url = safeUrl(action.url, context.server);
  return url === undefined ? nothing : outLink(url, action.title, "action", context.words);
}

/** A card's buttons stay usable: another product may be looked at after the first. */
function onlyIfChosen(action: CardAction, { answer }: PartContext): PartContext["answer"] {
  return isChosen(action, answer) ? answer : undefined;
}

function link(part: LinkPart, context: PartContext): TemplateResult | typeof nothing {
  const url = safeUrl(part.url, context.server);
  return url === undefined ? nothing : outLink(url, part.title, "link", context.words);
}

function outLink(url: string, title: string, className: string, words: Words): TemplateResult {
  const beside = url.startsWith("http");
  return html`<a class=${className} href=${url} rel="noopener nofollow" target=${beside ? "_blank" : nothing}>
    <span>${title}</span>${beside ? outIcon : nothing}${beside ? html`<span class="hidden"> (${words.opensNewTab})</span>` : nothing}
  </a>`;
}

/** A picture that does not load leaves no hole. */
function hideImage(event: Event): void {
  (event.target as HTMLImageElement).hidden = true;
}
