import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { createRef, ref } from "lit/directives/ref.js";
import { Announcer } from "./announcer.ts";
import { Chat, type ChatListener } from "./chat.ts";
import { Composer } from "./composer.ts";
import type { GatewayChatEventMap, GatewayChatEvents } from "./events.ts";
import { FullScreen } from "./full-screen.ts";
import { availableTransports, signalRHub } from "./hub.ts";
import { chooseLocale, regionalLocale, wordsFor, type Locale } from "./i18n.ts";
import { chatIcon, closeIcon, downIcon } from "./icons.ts";
import type { IdentitySource } from "./identity.ts";
import { plainText } from "./markdown.ts";
import { initial } from "./message-view.ts";
import { noticeOf, noticeView, type Notice } from "./notice-view.ts";
import { scriptOrigin } from "./origin.ts";
import { attachShadowAnyway, languages, matches } from "./page.ts";
import { browserStore } from "./stores.ts";
import { frame } from "./styles/frame.ts";
import { messages } from "./styles/messages.ts";
import { partStyles } from "./styles/parts.ts";
import { theme } from "./theme.ts";
import { TopLayer } from "./top-layer.ts";
import { TranscriptView } from "./transcript-view.ts";
import type { Entry } from "./wire.ts";
import type { Words } from "./words/words.ts";

const defaultServer = scriptOrigin();

/**
 * A shop's chat: a round button in the corner, and the panel it opens.
 *
 * @fires ready, open, close, message, unread, error: see {@link GatewayChatEvents}
 */
export class GatewayChat extends LitElement {
  static override styles = [theme, frame, messages, partStyles];

  /** The public name of the shop's web channel. Nothing happens without it. */
  @property({ attribute: "site-key", reflect: true }) siteKey = "";

  /** Origin of the gateway; the one this script came from unless said otherwise. */
  @property({ reflect: true }) server: string | undefined;

  /** `fr` or `en`; unless said otherwise, the session's language, or else the page's. */
  @property({ reflect: true }) locale: string | undefined;

  /** A JWT that says who the visitor is, signed by the shop's server, or a function that fetches one. Never written back to the page. */
  @property() identity: string | IdentitySource | undefined;

  /** Whether the panel is open. */
  @property({ type: Boolean, attribute: "open", reflect: true }) isOpen = false;

  /** Hosts that pictures may come from besides the gateway, separated by spaces. */
  @property({ attribute: "image-hosts", reflect: true }) imageHosts = "";

  /** `light` or `dark`; unless said otherwise, what the visitor's system prefers. */
  @property({ reflect: true }) theme: string | undefined;

  #chat: Chat | undefined;
  #wasOpened = false;
  #said: string | undefined;
  #wasTyping = false;
  #tick: ReturnType<typeof setTimeout> | undefined;
  readonly #launcher = createRef<HTMLButtonElement>();
  readonly #local = browserStore(() => localStorage);
  readonly #tab = browserStore(() => sessionStorage);
  readonly #announcer = new Announcer(this);
  readonly #fullScreen = new FullScreen(this);
  readonly #transcript = new TranscriptView(this);
  readonly #composer = new Composer(this, {
    send: (text) => this.send(text),
    typed: () => this.#chat?.typed(),
    draft: {
      get: () => this.#tab.getItem(this.#key("draft")) ?? "",
      set: (text) => (text === "" ? this.#tab.removeItem(this.#key("draft")) : this.#tab.setItem(this.#key("draft"), text)),
    },
  });

  constructor() {
    super();
    this.addController(new TopLayer(this));
  }

  /** Opens the panel and puts the caret where the visitor writes. */
  open(): void {
    this.isOpen = true;
    void this.updateComplete.then(() => this.#composer.focus());
  }

  /** Closes the panel. Focus goes back to the button when it was inside. */
  close(): void {
    const inside = (this.shadowRoot?.activeElement ?? null)?.closest(".panel") ?? null;
    this.isOpen = false;
    if (inside !== null) void this.updateComplete.then(() => this.#launcher.value?.focus());
  }

  /** Opens or closes the panel. */
  toggle(): void {
    if (this.isOpen) this.close();
    else this.open();
  }

  /** Sends a message as the visitor. Blank text is ignored; the panel stays as it is. */
  send(text: string): void {
    if (text.trim() === "") return;
    this.#send(text.trim(), undefined);
  }

  readonly #stop = (): void => {
    this.#chat?.stop();
    // The button goes, and the caret is wanted where the visitor writes.
    this.#composer.focus();
  };

  /** Says who the visitor is, or how to learn it for each connection. Another user than before means that nothing of the earlier one is left in this browser. */
  identify(who: string | IdentitySource): void {
    this.identity = who;
  }

  /** Forgets the visitor, in all tabs: for when they log out. */
  reset(): void {
    this.identity = undefined;
    this.#composer.clear();
    this.#chat?.reset(this.isOpen);
  }

  /** Speaks that language from now on; `undefined` goes back to the session's or the page's. */
  setLocale(locale: Locale | undefined): void {
    this.locale = locale;
  }

  override addEventListener<Name extends keyof GatewayChatEventMap>(
    type: Name,
    listener: (this: GatewayChat, event: GatewayChatEventMap[Name]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  override addEventListener(type: string, listener: never, options?: boolean | AddEventListenerOptions): void {
    super.addEventListener(type, listener, options);
  }

  /** The page may have taken it away, or put something in its place that does not work. */
  override attachShadow(init: ShadowRootInit): ShadowRoot {
    try {
      return super.attachShadow(init);
    } catch {
      return attachShadowAnyway(this, init);
    }
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("visibilitychange", this.#pageChanged);
    window.addEventListener("online", this.#pageChanged);
    window.addEventListener("offline", this.#pageChanged);
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("visibilitychange", this.#pageChanged);
    window.removeEventListener("online", this.#pageChanged);
    window.removeEventListener("offline", this.#pageChanged);
    clearTimeout(this.#tick);
    // A router that only moves the element puts it back at once.
    void Promise.resolve().then(() => {
      if (!this.isConnected) this.#letGo();
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("siteKey") || changed.has("server")) this.#letGo();
    // Updates go on for an element that was taken away; its chat does not.
    if (this.siteKey === "" || !this.isConnected) return;
    if (this.#chat === undefined) this.#begin();
    const chat = this.#chat;
    if (changed.has("locale")) chat?.setLocale(this.#pageLocale());
    if (changed.has("identity") && this.identity !== undefined) chat?.identify(this.identity);
    if (changed.has("isOpen")) {
      this.#tab.setItem(this.#key("open"), this.isOpen ? "1" : "");
      if (this.isOpen) chat?.connect();
    }
    this.#wasOpened ||= this.isOpen;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("isOpen") && (this.isOpen || changed.get("isOpen") === true)) {
      if (this.isOpen) this.#transcript.followEnd();
      this.#emit(this.isOpen ? "open" : "close", undefined);
    }
    if (this.isOpen && document.visibilityState === "visible") this.#chat?.markRead();
    clearTimeout(this.#tick);
    if (this.#chat?.trouble?.until !== undefined) this.#tick = setTimeout(() => this.requestUpdate(), 1_000);
  }

  protected override render(): TemplateResult {
    const chat = this.#chat;
    if (chat === undefined) return html``;
    const words = this.#words();
    const name = chat.settings?.name ?? words.chat;
    const notice = noticeOf(chat, words, navigator.onLine, Date.now());
    this.#speak(chat, words, notice);
    return html`
      <div
        class="panel ${this.isOpen ? "open" : ""}"
        id="panel"
        role="dialog"
        lang=${chooseLocale(this.locale, chat.sessionLocale, this.#pageLocale())}
        aria-label=${words.panelLabel(name)}
        aria-modal=${this.isOpen && this.#fullScreen.active ? "true" : nothing}
        ?inert=${!this.isOpen}
        @keydown=${this.#keydown}
        @keyup=${stopHere}
        @keypress=${stopHere}
      >
        ${this.#wasOpened ? this.#panelView(chat, words, name, notice) : nothing}
      </div>
      <button
        type="button"
        class="launcher"
        ${ref(this.#launcher)}
        aria-label=${this.isOpen ? words.closeChat : chat.unread > 0 ? words.openChatUnread(chat.unread) : words.openChat}
        aria-expanded=${this.isOpen ? "true" : "false"}
        aria-controls="panel"
        @click=${() => this.toggle()}
      >
        ${chatIcon}${downIcon}
        ${chat.unread > 0 && !this.isOpen ? html`<span class="badge" aria-hidden="true">${chat.unread > 99 ? "99+" : chat.unread}</span>` : nothing}
      </button>
      ${this.#announcer.render()}
    `;
  }

  #panelView(chat: Chat, words: Words, name: string, notice: Notice | undefined): TemplateResult {
    const online = chat.connection.kind === "online";
    return html`
      <div class="header">
        <div class="disc" aria-hidden="true">${initial(name)}</div>
        <div class="titles">
          <h2>${name}</h2>
          <div class="state ${online && chat.status !== "closed" ? "live" : ""}">${stateOf(chat, words)}</div>
        </div>
        <button type="button" class="close" aria-label=${words.closeChat} @click=${() => this.close()}>${closeIcon}</button>
      </div>
      ${noticeView(notice)}
      ${this.#transcript.render({
        chat,
        words,
        locale: regionalLocale(chooseLocale(this.locale, chat.sessionLocale, this.#pageLocale())),
        server: this.#server(),
        imageHosts: this.imageHosts.split(/\s+/).filter((host) => host !== ""),
        online,
        receiptOf: (seq) => chat.receipts.get(seq),
        choose: (text, payload) => this.#choose(text, payload),
        retry: (id) => chat.retry(id),
        edit: (id) => this.#composer.prefill(chat.takeBack(id)),
      })}
      <p class="hidden" id="message-hint">${words.messageHint}</p>
      ${chat.status === "closed"
        ? html`<div class="ended">
            <p>${words.endedNotice}</p>
            <button type="button" @click=${() => chat.startOver()}>${words.startOver}</button>
          </div>`
        : this.#composer.render(
            words,
            chat.settings?.maxTextLength,
            chat.expects,
            chat.transcript.running.length > 0 ? this.#stop : undefined,
          )}
    `;
  }

  #begin(): void {
    const listener: ChatListener = {
      changed: () => this.requestUpdate(),
      ready: (sessionId, locale) => this.#emit("ready", { sessionId, locale }),
      message: (entry) => this.#messageCame(entry),
      unread: (count) => this.#emit("unread", { count }),
      error: (code, retryAfterMs) => this.#emit("error", { code, retryAfterMs }),
    };
    const { siteKey } = this;
    this.#chat = new Chat({
      siteKey,
      server: this.#server(),
      hub: signalRHub,
      transports: availableTransports(),
      listener,
      local: this.#local,
      tab: this.#tab,
    });
    this.#chat.setLocale(this.#pageLocale());
    // The panel stays open from page to page, but a page on a small screen is not covered unasked.
    if (this.#tab.getItem(this.#key("open")) === "1" && !this.#fullScreen.active) this.isOpen = true;
    if (this.isOpen || this.#chat.isKnown) this.#chat.connect();
  }

  #letGo(): void {
    this.#chat?.dispose();
    this.#chat = undefined;
  }

  #send(text: string, payload: string | undefined): void {
    this.#chat?.send(text, payload);
    this.#transcript.followEnd();
  }

  #choose(text: string, payload: string | undefined): void {
    this.#send(text, payload);
    // On a touch screen the keyboard would cover the answer.
    if (!matches("(pointer: coarse)")) this.#composer.focus();
  }

  #messageCame(entry: Entry): void {
    // With the prototype that pages expect of an object.
    this.#emit("message", { ...entry });
    if (entry.role === "contact") return;
    this.#transcript.noteMessage();
    const words = this.#words();
    const name = entry.author ?? this.#chat?.settings?.agentName ?? words.assistant;
    this.#announcer.say(this.isOpen ? `${name}: ${entry.role === "agent" ? plainText(entry.text) : entry.text}` : words.newMessageFrom(name));
  }

  /** Says once what came up: that someone types, or that something is wrong with the connection. */
  #speak(chat: Chat, words: Words, notice: Notice | undefined): void {
    const typing = chat.typing !== undefined;
    const say: string[] = [];
    if (typing && !this.#wasTyping) say.push(words.isTyping(chat.settings?.agentName ?? words.assistant));
    if (notice !== undefined && notice.key !== this.#said) say.push(notice.text);
    this.#wasTyping = typing;
    this.#said = notice?.key;
    // After this rendering: what is said is rendered as well.
    if (this.isOpen && say.length > 0) void Promise.resolve().then(() => this.#announcer.say(say.join(" ")));
  }

  #words(): Words {
    return wordsFor(chooseLocale(this.locale, this.#chat?.sessionLocale, this.#pageLocale()));
  }

  #pageLocale(): Locale {
    return chooseLocale(this.locale, document.documentElement.lang, ...languages());
  }

  #server(): string {
    return this.server === undefined || this.server === "" ? defaultServer : new URL(this.server, location.href).origin;
  }

  #key(name: string): string {
    return `gateway-chat:${this.siteKey}:${name}`;
  }

  #emit<Name extends keyof GatewayChatEvents>(name: Name, detail: GatewayChatEvents[Name]): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  readonly #pageChanged = (): void => {
    this.requestUpdate();
  };

  readonly #keydown = (event: KeyboardEvent): void => {
    // The page's own shortcuts are not for what is written here.
    event.stopPropagation();
    if (event.key === "Escape" && !event.isComposing) {
      event.preventDefault();
      this.close();
    } else if (event.key === "F6") {
      event.preventDefault();
      if (this.#composer.hasFocus) this.#transcript.focus();
      else this.#composer.focus();
    } else this.#fullScreen.trapTab(event, event.currentTarget as HTMLElement);
  };
}

function stateOf(chat: Chat, words: Words): string {
  if (chat.status === "closed") return words.ended;
  if (chat.connection.kind === "refused" || chat.unreachable) return words.unavailableState;
  if (chat.connection.kind !== "online") return navigator.onLine ? words.connecting : words.offlineState;
  if (chat.status === "waiting") return words.waitingForPerson;
  if (chat.status !== "handedOver") return words.online;
  return chat.operator === undefined ? words.withSomeone : words.withOperator(chat.operator);
}

function stopHere(event: Event): void {
  event.stopPropagation();
}

declare global {
  interface HTMLElementTagNameMap {
    "gateway-chat": GatewayChat;
  }
}
