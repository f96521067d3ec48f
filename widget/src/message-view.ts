import { html, nothing, type TemplateResult } from "lit";
import { formatDay, formatTime } from "./i18n.ts";
import { alertIcon, retryIcon } from "./icons.ts";
import { markdown } from "./markdown-directive.ts";
import { plainText } from "./markdown.ts";
import { renderPart, type PartContext } from "./parts.ts";
import type { MessageItem } from "./transcript-items.ts";
import type { Part } from "./wire.ts";

/** What a message is shown with. */
export interface MessageContext extends Omit<PartContext, "answer"> {
  /** Whether messages can go out now. */
  online: boolean;
  /** How far the other side has got with it. */
  receiptOf: (seq: number) => string | undefined;
  retry: (clientMessageId: string) => void;
  edit: (clientMessageId: string) => void;
}

/** One message with all that belongs to it. `active`: the one that the Tab key stops at. */
export function messageView(item: MessageItem, active: boolean, context: MessageContext): TemplateResult {
  const day = item.newDay && item.at !== undefined ? dayView(item.at, context.locale) : nothing;
  if (item.role === "system")
    return html`${day}
      <div class="system" role="article" data-key=${item.key} tabindex=${active ? 0 : -1} dir="auto">${item.text}</div>`;
  const mine = item.role === "contact";
  const failed = item.pending?.state === "failed";
  const time = item.at === undefined ? "" : formatTime(item.at, context.locale);
  return html`${day}
    <div
      class="message ${mine ? "mine" : "agent"} ${item.first ? "first" : ""} ${item.last ? "last" : ""} ${failed ? "failed" : ""}"
      role="article"
      data-key=${item.key}
      tabindex=${active ? 0 : -1}
      aria-label=${[item.author, item.role === "agent" ? plainText(item.text) : item.text, time].filter((words) => words !== "").join(", ")}
      aria-describedby=${item.parts.length > 0 ? "message-hint" : nothing}
      aria-busy=${item.growing ? "true" : nothing}
    >
      ${mine ? nothing : html`<div class="avatar" aria-hidden="true">${initial(item.author)}</div>`}
      <div class="stack">
        ${item.text === ""
          ? nothing
          : item.role !== "agent"
            ? html`<div class="bubble words" dir="auto">${item.text}</div>`
            : html`<div class="bubble ${item.growing ? "growing" : ""}" dir="auto" ${markdown(item.text, item.growing)}></div>`}
        ${partsView(item, context)} ${metaView(item, time, context)}
      </div>
    </div>`;
}

/** Cards that follow each other stand side by side, to be leafed through. */
function partsView({ parts, answer }: MessageItem, context: MessageContext): unknown {
  const own: PartContext = { ...context, answer };
  const cards = parts.filter(({ kind }) => kind === "card");
  const show = (part: Part): unknown => renderPart(part, own);
  if (cards.length < 2) return parts.map(show);
  return html`<div class="cards">${cards.map(show)}</div>
    ${parts.filter(({ kind }) => kind !== "card").map(show)}`;
}

function metaView(item: MessageItem, time: string, context: MessageContext): TemplateResult | typeof nothing {
  const { words } = context;
  const { pending } = item;
  if (pending?.state === "failed") return failedView(pending.clientMessageId, pending.code ?? "failed", context);
  if (pending?.state === "sending") return html`<div class="meta">${context.online ? words.sending : words.queued}</div>`;
  if ((!item.last && !item.stopped) || item.growing || (item.at === undefined && pending === undefined)) return nothing;
  const receipt = item.seq === undefined ? undefined : context.receiptOf(item.seq);
  const state = item.stopped ? words.stopped : item.role !== "contact" ? undefined : receipt === "read" ? words.read : words.sent;
  return html`<div class="meta">
    ${item.at === undefined ? nothing : html`<time datetime=${item.at.toISOString()}>${time}</time>`}
    ${state === undefined ? nothing : html`<span>${item.at === undefined ? nothing : " · "}${state}</span>`}
  </div>`;
}

function failedView(id: string, code: keyof MessageContext["words"]["failed"], context: MessageContext): TemplateResult {
  const { words } = context;
  // The same words would be refused again: these are for changing, the others for another try.
  const change = code === "tooLong" || code === "invalid";
  return html`<div class="meta problem">
    ${alertIcon}<span>${words.failed[code]}</span>
    ${change ? nothing : html`<button type="button" class="small" @click=${() => context.retry(id)}>${retryIcon}${words.retry}</button>`}
    <button type="button" class="small" @click=${() => context.edit(id)}>${words.edit}</button>
  </div>`;
}

function dayView(at: Date, locale: string): TemplateResult {
  return html`<div class="day"><time datetime=${at.toISOString()}>${formatDay(at, new Date(), locale)}</time></div>`;
}

/** The first letter of a name, for the little disc beside a message. */
export function initial(name: string): string {
  return String.fromCodePoint(name.trim().codePointAt(0) ?? 32).toLocaleUpperCase();
}
