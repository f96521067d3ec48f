import type { Chat } from "./chat.ts";
import { plainText } from "./markdown.ts";
import type { Pending } from "./outbox.ts";
import type { Entry, Part, Role } from "./wire.ts";

/** One message as it is shown. */
export interface MessageItem {
  /** The same from the first word to the committed entry, so that what is on screen stays in place. */
  key: string;
  role: Role;
  author: string;
  text: string;
  parts: readonly Part[];
  /** Undefined while it is not committed. */
  at: Date | undefined;
  growing: boolean;
  /** What the visitor answered to it. */
  answer: { text: string; payload?: string } | undefined;
  /** First and last of a run of messages by one speaker. */
  first: boolean;
  last: boolean;
  /** Starts another day. */
  newDay: boolean;
  pending: Pending | undefined;
  seq: number | undefined;
  /** Whether it was ended before all was said. */
  stopped: boolean;
}

const runMs = 5 * 60_000;
/** An introduction stands within this many units of the first answer's beginning. */
const introductionLength = 160;

/** Names for who speaks where an entry has none. */
export interface Names {
  you: string;
  agent: string;
  operator: string;
}

/** Everything that is shown, in order: greeting, entries, what is on its way, what is being worded. */
export function messageItems(chat: Chat, names: Names): MessageItem[] {
  const items = [...greeting(chat, names), ...chat.transcript.entries.map((entry) => ofEntry(entry, names))];
  const seen = new Set(items.map(({ key }) => key));
  for (const pending of chat.outbox.pending) items.push(ofPending(pending, names));
  for (const { turnId, text } of chat.transcript.running)
    items.push({ ...blank, key: `turn:${turnId}`, role: "agent", author: names.agent, text, growing: true });
  keepKeysApart(items, seen);
  return joinRuns(answered(items));
}

const blank: Omit<MessageItem, "key" | "role" | "author" | "text"> = {
  parts: [],
  at: undefined,
  growing: false,
  answer: undefined,
  first: true,
  last: true,
  newDay: false,
  pending: undefined,
  seq: undefined,
  stopped: false,
};

/**
 * What the shop says before anything is said. Who answers first introduces themselves there, in other words or the same, because an answer stands
 * by itself in the transcript: from then on the greeting would be said twice, and is gone.
 */
function greeting(chat: Chat, names: Names): MessageItem[] {
  const { transcript, settings } = chat;
  if (settings?.greeting === undefined || transcript.floor > 0 || isIntroduced(chat, settings.greeting)) return [];
  const choices = settings.quickReplies ?? [];
  const parts: Part[] = choices.length > 0 ? [{ kind: "quickReplies", choices }] : [];
  return [{ ...blank, key: "greeting", role: "agent", author: names.agent, text: settings.greeting, parts }];
}

function isIntroduced({ transcript, settings }: Chat, greeting: string): boolean {
  const first = transcript.entries.find(({ role }) => role === "agent") ?? transcript.running[0];
  if (first === undefined) return false;
  const words = plainText(first.text.slice(0, 2 * greeting.length + introductionLength));
  const name = settings?.agentName?.trim() ?? "";
  return words.startsWith(plainText(greeting)) || (name !== "" && isNamed(words.slice(0, introductionLength), name));
}

/** Whether that name stands there as a word of its own: a Max is not introduced by "Maximum". */
function isNamed(words: string, name: string): boolean {
  const ofWord = /[\p{L}\p{N}]/u;
  for (let at = words.indexOf(name); at >= 0; at = words.indexOf(name, at + 1))
    if (!ofWord.test(words.charAt(at - 1)) && !ofWord.test(words.charAt(at + name.length))) return true;
  return false;
}

function ofEntry(entry: Entry, names: Names): MessageItem {
  const { seq, role, text, turnId, clientMessageId, payload } = entry;
  const author = entry.author ?? (role === "contact" ? names.you : role === "operator" ? names.operator : names.agent);
  const key = turnId !== undefined ? `turn:${turnId}` : clientMessageId !== undefined ? `mine:${clientMessageId}` : `seq:${seq}`;
  const own = payload === undefined ? {} : { answer: { text, payload } };
  return { ...blank, ...own, key, role, author, text, parts: entry.parts ?? [], at: new Date(entry.at), seq, stopped: entry.stopped === true };
}

function ofPending(pending: Pending, names: Names): MessageItem {
  const { clientMessageId, text, payload } = pending;
  const own = payload === undefined ? {} : { answer: { text, payload } };
  return { ...blank, ...own, key: `mine:${clientMessageId}`, role: "contact", author: names.you, text, pending };
}

/** A turn may commit several entries; the first keeps the place of its words, the others get their own. */
function keepKeysApart(items: MessageItem[], seen: Set<string>): void {
  seen.clear();
  for (const item of items) {
    if (seen.has(item.key)) item.key = `${item.key}:${item.seq ?? "next"}`;
    seen.add(item.key);
  }
}

/** Gives each message of the other side what the visitor said next; the visitor's own carry what they sent until here. */
function answered(items: MessageItem[]): MessageItem[] {
  let next: MessageItem["answer"];
  for (const item of items.toReversed()) {
    if (item.role === "contact") {
      next = item.answer ?? { text: item.text };
      item.answer = undefined;
    } else item.answer = next;
  }
  return items;
}

function joinRuns(items: MessageItem[]): MessageItem[] {
  let before: MessageItem | undefined;
  for (const item of items) {
    const at = item.at?.getTime();
    const atBefore = before?.at?.getTime();
    item.newDay = at !== undefined && new Date(atBefore ?? 0).toDateString() !== new Date(at).toDateString();
    const near = at === undefined || atBefore === undefined || at - atBefore < runMs;
    item.first = before?.role !== item.role || before.author !== item.author || !near || (item.newDay && atBefore !== undefined);
    if (before !== undefined) before.last = item.first;
    before = item;
  }
  return items;
}
