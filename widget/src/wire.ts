// The hub's wire as docs/protocol.md has it. Fields that would be null are left out by the server.

/** Who speaks in an entry. */
export type Role = "contact" | "agent" | "operator" | "system";

/** Where the session stands. */
export type Status = "open" | "waiting" | "handedOver" | "closed";

/** An answer to choose from; `payload` comes back with the title. */
export interface Choice {
  title: string;
  payload?: string;
}

/** An amount in units of its ISO 4217 currency. */
export interface Price {
  amount: number;
  currency: string;
}

/** A card's button: sends its title with `payload`, or opens `url`. */
export interface CardAction extends Choice {
  url?: string;
}

/** A bookable interval; `start` and `end` are ISO 8601 with an offset. */
export interface SlotChoice {
  title: string;
  start: string;
  end: string;
  payload: string;
}

/** A field of a form. */
export interface FormField {
  name: string;
  label: string;
  type: string;
  required: boolean;
}

export interface QuickRepliesPart {
  kind: "quickReplies";
  choices: Choice[];
}

export interface CardPart {
  kind: "card";
  title: string;
  text?: string;
  imageUrl?: string;
  price?: Price;
  actions?: CardAction[];
}

export interface SlotsPart {
  kind: "slots";
  slots: SlotChoice[];
}

export interface LinkPart {
  kind: "link";
  title: string;
  url: string;
}

export interface FormPart {
  kind: "form";
  id: string;
  submitTitle: string;
  fields: FormField[];
}

export type KnownPart = QuickRepliesPart | CardPart | SlotsPart | LinkPart | FormPart;

/** A part of a kind that this version may not know yet. */
export type Part = KnownPart | { kind: string };

/** A committed line of the transcript. `seq` counts 1, 2, 3, … without gaps. */
export interface Entry {
  seq: number;
  role: Role;
  author?: string;
  text: string;
  parts?: Part[];
  turnId?: string;
  at: string;
  clientMessageId?: string;
  payload?: string;
  /** True where the turn was ended before it had said all. */
  stopped?: boolean;
  /** What kind of answer it waits for; absent for anything. */
  expects?: Expectation;
}

/** What kind of answer the other side waits for. */
export type Expectation = "yesNo" | "digits" | "phone" | "plate" | "name" | "email" | "address";

/** A turn that is being worded, with all of its text so far. */
export interface RunningTurn {
  turnId: string;
  text: string;
}

/** A piece of a turn's text; `index` is the number of UTF-16 units that stand before it. */
export interface Delta {
  turnId: string;
  index: number;
  text: string;
}

/** What the workspace shows before anything is said, in the session's language. */
export interface Settings {
  name: string;
  locale?: string;
  agentName?: string;
  greeting?: string;
  quickReplies?: Choice[];
  maxTextLength?: number;
}

export interface StartRequest {
  siteKey: string;
  token?: string;
  locale?: string;
  page?: string;
  identity?: string;
}

export interface Started {
  sessionId: string;
  token: string;
  locale: string;
  status: Status;
  entries: Entry[];
  running?: RunningTurn;
  settings: Settings;
}

export interface Resumed {
  entries: Entry[];
  running?: RunningTurn;
  status: Status;
  more: boolean;
}

export interface SendRequest {
  clientMessageId: string;
  text?: string;
  payload?: string;
}

export interface TypingEvent {
  who: "agent" | "operator";
  on: boolean;
}

export interface StatusEvent {
  status: Status;
  operator?: string;
}

export interface ReceiptEvent {
  seq: number;
  state: "queued" | "sent" | "delivered" | "read" | "failed" | "unknown";
}
