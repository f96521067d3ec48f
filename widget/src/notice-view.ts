import { html, nothing, type TemplateResult } from "lit";
import type { Chat } from "./chat.ts";
import { alertIcon } from "./icons.ts";
import type { Words } from "./words/words.ts";

/** Something the visitor should know about the connection, and what they can do about it. */
export interface Notice {
  /** Changes only when another thing is to be said; a countdown is the same thing. */
  key: string;
  text: string;
  action?: { title: string; run: () => void };
}

/** What there is to say about the connection; undefined when all is well, or will be before anyone notices. */
export function noticeOf(chat: Chat, words: Words, online: boolean, now: number): Notice | undefined {
  const { trouble } = chat;
  if (!online && chat.connection.kind !== "online") return { key: "offline", text: words.offline };
  if (trouble !== undefined) {
    const seconds = trouble.until === undefined ? undefined : Math.max(0, Math.ceil((trouble.until - now) / 1000));
    const notice = { key: trouble.code, text: words.trouble[trouble.code](seconds) };
    if (trouble.code === "identityRefused")
      return { ...notice, action: { title: words.continueAsGuest, run: () => chat.continueAsGuest() } };
    // A limit ends by itself; asking again sooner would only make it longer.
    if (trouble.code === "rateLimited") return notice;
    return { ...notice, action: { title: words.tryAgain, run: () => chat.tryAgain() } };
  }
  if (chat.unreachable) return { key: "unreachable", text: words.unreachable, action: { title: words.tryAgain, run: () => chat.tryAgain() } };
  if (!chat.reconnecting) return undefined;
  return { key: "reconnecting", text: chat.sessionId === undefined ? words.connecting : words.reconnecting };
}

export function noticeView(notice: Notice | undefined): TemplateResult | typeof nothing {
  if (notice === undefined) return nothing;
  const { text, action } = notice;
  return html`<div class="notice">
    ${alertIcon}
    <p>${text}</p>
    ${action === undefined ? nothing : html`<button type="button" @click=${action.run}>${action.title}</button>`}
  </div>`;
}
