import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import type { Transport } from "../../src/transports.ts";
import type { Entry, Expectation, Part, Role, Settings, Status } from "../../src/wire.ts";
import { EventLine } from "./event-line.ts";
import { pageCss, pageHtml, type PageManners } from "./page.ts";
import { PollingLine, type Line } from "./polling-line.ts";

const separator = "\u001e";
const script = new URL("../../dist/gateway-chat.js", import.meta.url);

/** A hub method's answer: a result, a refusal in the server's words, or silence. */
export type Behaviour =
  | { kind: "refuse"; words: string }
  /** The work is done, the answer never comes. */
  | { kind: "silent" }
  /** The work is done, the answer comes when the promise resolves. */
  | { kind: "late"; until: Promise<void> }
  /** The work is done, and the connection breaks in place of the answer. */
  | { kind: "drop" }
  /** Whatever is wanted instead of the usual. */
  | { kind: "answer"; result: unknown };

/** One session as the fake keeps it. */
export interface FakeSession {
  id: string;
  entries: Entry[];
  running: { turnId: string; text: string } | undefined;
  status: Status;
}

interface Connection {
  line: Line;
  by: Transport;
  session: FakeSession | undefined;
  shaken: boolean;
}

interface Invocation {
  type: number;
  target: string;
  arguments: [Record<string, unknown>?];
  invocationId?: string;
}

/** A gateway that speaks SignalR's JSON protocol as docs/protocol.md has it, and misbehaves when told to. */
export class FakeHub {
  /** Every call of every connection, oldest first. */
  readonly calls: { method: string; argument: Record<string, unknown> }[] = [];
  readonly sessions: FakeSession[] = [];
  settings: Settings = {
    name: "Maison Lune",
    locale: "fr",
    agentName: "Léa",
    greeting: "Bonjour ! Je suis Léa, l’assistante de Maison Lune. Comment puis-je vous aider ?",
    quickReplies: [{ title: "Où en est ma commande ?" }, { title: "Une idée de cadeau", payload: "gift" }],
    maxTextLength: 4000,
  };
  locale = "fr";
  /** Headers and status that negotiate answers with instead of the usual, or undefined. */
  refuseNegotiate: { status: number; headers: Record<string, string> } | undefined;
  /**
   * What a proxy on the way does to WebSockets: refuses them, never opens them, or opens them and lets nothing through. `events`: what it
   * does to server-sent events; `hold`: it gathers the answer and passes nothing on.
   */
  proxy: { webSockets?: "refuse" | "hold" | "swallow"; events?: "refuse" | "hold"; polling?: "hold" } = {};
  /** By which name browsers know this machine. */
  host = "127.0.0.1";
  /** The page that bears the widget. */
  manners: PageManners = {};
  /** What carried the connections that reached the gateway, oldest first. */
  readonly carried: Transport[] = [];
  /** How many WebSockets and event streams browsers have asked for. */
  upgrades = 0;
  streams = 0;
  /** How many connections they have begun. */
  negotiations = 0;
  /** Events that are about to be sent can be changed, doubled or dropped here. */
  tamper: ((event: string, argument: unknown) => unknown[]) | undefined;

  readonly #server: Server;
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #connections = new Set<Connection>();
  readonly #streams = new Map<string, { line: PollingLine | EventLine; connection: Connection }>();
  readonly #tokens = new Map<string, FakeSession>();
  readonly #behaviours = new Map<string, Behaviour[]>();
  readonly #upgraded = new Set<Duplex>();
  #counter = 0;

  private constructor() {
    this.#server = createServer((request, response) => void this.#serve(request, response));
    this.#server.on("upgrade", (request, socket, head) => {
      const { webSockets } = this.proxy;
      this.upgrades += 1;
      this.#upgraded.add(socket);
      socket.on("close", () => this.#upgraded.delete(socket)).on("error", () => socket.destroy());
      if (webSockets === "hold") socket.on("end", () => socket.end()).resume();
      else if (webSockets === "refuse") socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
      else if (webSockets === "swallow") this.#sockets.handleUpgrade(request, socket, head, () => undefined);
      else this.#sockets.handleUpgrade(request, socket, head, (webSocket) => this.#accept(webSocket));
    });
  }

  /** Listens on a free loopback port. */
  static async start(): Promise<FakeHub> {
    const hub = new FakeHub();
    await new Promise<void>((resolve) => hub.#server.listen(0, "127.0.0.1", resolve));
    return hub;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get origin(): string {
    return `http://${this.host}:${this.port}`;
  }

  /** How many visitors' connections there are. */
  get connections(): number {
    return this.#connections.size;
  }

  /** How many sockets of browsers that asked for WebSockets are there. */
  get openUpgrades(): number {
    return this.#upgraded.size;
  }

  /** The session that was opened last. */
  get session(): FakeSession {
    const session = this.sessions.at(-1);
    if (session === undefined) throw new Error("No session was opened yet.");
    return session;
  }

  /** A page with the widget on it. */
  page(attributes = "", lang = "fr"): string {
    return `${this.origin}/page?lang=${lang}&attributes=${encodeURIComponent(attributes)}`;
  }

  async stop(): Promise<void> {
    this.reset();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Back to good behaviour, with nobody known. */
  reset(): void {
    this.drop();
    this.calls.length = 0;
    this.sessions.length = 0;
    this.#tokens.clear();
    this.#behaviours.clear();
    this.refuseNegotiate = undefined;
    this.proxy = {};
    this.manners = {};
    this.host = "127.0.0.1";
    this.carried.length = 0;
    this.upgrades = 0;
    this.streams = 0;
    this.negotiations = 0;
    for (const socket of this.#upgraded) socket.destroy();
    this.tamper = undefined;
  }

  /** Breaks every connection as a network does: without a word. */
  drop(): void {
    for (const { line } of this.#connections) line.cut();
    this.#connections.clear();
  }

  /** What the next calls of that method meet, one each. */
  next(method: string, ...behaviours: Behaviour[]): void {
    this.#behaviours.set(method, [...(this.#behaviours.get(method) ?? []), ...behaviours]);
  }

  callsOf(method: string): Record<string, unknown>[] {
    return this.calls.filter((call) => call.method === method).map(({ argument }) => argument);
  }

  /** Says something into a session: stored, and sent to everyone who watches it. */
  say(
    role: Role,
    text: string,
    more: { parts?: Part[]; turnId?: string; author?: string; stopped?: boolean; expects?: Expectation } = {},
    session = this.session,
  ): Entry {
    const entry = this.store(role, text, more, session);
    this.emit("entry", entry, session);
    return entry;
  }

  /** Stores an entry without telling anyone. */
  store(role: Role, text: string, more: Partial<Entry> = {}, session = this.session): Entry {
    const entry: Entry = { seq: session.entries.length + 1, role, text, parts: [], at: new Date().toISOString(), ...more };
    session.entries.push(entry);
    if (session.running?.turnId === entry.turnId) session.running = undefined;
    return entry;
  }

  /** Words a turn a little further, and tells everyone. */
  delta(turnId: string, text: string, session = this.session): void {
    const index = session.running?.turnId === turnId ? session.running.text.length : 0;
    session.running = { turnId, text: (index > 0 ? (session.running?.text ?? "") : "") + text };
    this.emit("delta", { turnId, index, text }, session);
  }

  emit(event: string, argument: unknown, session: FakeSession | undefined = this.session): void {
    const all = this.tamper === undefined ? [argument] : this.tamper(event, argument);
    for (const one of all)
      for (const connection of this.#connections)
        if (connection.session === session) send(connection.line, { type: 1, target: event, arguments: [one] });
  }

  /** Opens a session that a visitor will come to with that token. */
  known(token: string): FakeSession {
    const session: FakeSession = { id: `session-${++this.#counter}`, entries: [], running: undefined, status: "open" };
    this.sessions.push(session);
    this.#tokens.set(token, session);
    return session;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.origin);
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Access-Control-Allow-Headers", "*");
    response.setHeader("Access-Control-Expose-Headers", "Retry-After");
    if (request.method === "OPTIONS") response.writeHead(204).end();
    else if (url.pathname === "/hubs/chat/negotiate") this.#negotiate(response);
    else if (url.pathname === "/hubs/chat") await this.#carry(request, response, url.searchParams.get("id") ?? "");
    else if (url.pathname === "/widget/gateway-chat.js")
      response.writeHead(200, { "Content-Type": "text/javascript" }).end(await readFile(script));
    else if (url.pathname === "/page.css") response.writeHead(200, { "Content-Type": "text/css" }).end(pageCss + (this.manners.css ?? ""));
    else if (url.pathname === "/before.js" || url.pathname === "/after.js")
      response.writeHead(200, { "Content-Type": "text/javascript" }).end(url.pathname === "/before.js" ? this.manners.before : this.manners.after);
    else if (url.pathname.startsWith("/page")) this.#servePage(url, response);
    else if (url.pathname.startsWith("/pictures/"))
      response.writeHead(200, { "Content-Type": "image/svg+xml" }).end(picture(url.pathname));
    else response.writeHead(404).end();
  }

  #servePage(url: URL, response: ServerResponse): void {
    const connect = `${this.origin} ws://${this.host}:${this.port}`;
    // As strict as a page can be: the widget needs nothing but the gateway itself.
    const strict =
      `default-src 'none'; script-src 'self' ${this.origin}; style-src 'self'; img-src ${this.origin}; ` +
      `connect-src ${connect}; require-trusted-types-for 'script'; trusted-types gateway-chat`;
    response.writeHead(200, { "Content-Type": "text/html;charset=utf-8", "Content-Security-Policy": this.manners.policy ?? strict });
    response.end(pageHtml(this.origin, url.searchParams.get("lang") ?? "fr", url.searchParams.get("attributes") ?? "", this.manners));
  }

  #negotiate(response: ServerResponse): void {
    this.negotiations += 1;
    if (this.refuseNegotiate !== undefined) {
      response.writeHead(this.refuseNegotiate.status, this.refuseNegotiate.headers).end();
      return;
    }
    response.writeHead(200, { "Content-Type": "application/json" }).end(
      JSON.stringify({
        negotiateVersion: 1,
        connectionId: `c${++this.#counter}`,
        connectionToken: `c${this.#counter}`,
        availableTransports: ["WebSockets", "ServerSentEvents", "LongPolling"].map((transport) => ({ transport, transferFormats: ["Text"] })),
      }),
    );
  }

  #accept(socket: WebSocket): void {
    const line: Line = {
      send: (text) => {
        if (socket.readyState === socket.OPEN) socket.send(text);
      },
      cut: () => socket.terminate(),
    };
    const connection: Connection = { line, by: "webSockets", session: undefined, shaken: false };
    socket.on("close", () => this.#connections.delete(connection));
    socket.on("message", (data: Buffer) => this.#hear(connection, data.toString("utf8")));
  }

  /** Long polling and server-sent events: GET waits for what there is to hear, POST speaks, DELETE hangs up. */
  async #carry(request: IncomingMessage, response: ServerResponse, id: string): Promise<void> {
    const events = request.headers.accept === "text/event-stream";
    if (events) this.streams += 1;
    if (!events && this.proxy.polling === "hold") return;
    if (events && this.proxy.events !== undefined) {
      if (this.proxy.events === "refuse") response.writeHead(502).end();
      return;
    }
    let known = this.#streams.get(id);
    if (known === undefined) {
      const line = events ? new EventLine() : new PollingLine();
      const by: Transport = events ? "serverSentEvents" : "longPolling";
      this.#streams.set(id, (known = { line, connection: { line, by, session: undefined, shaken: false } }));
    }
    if (request.method === "GET") {
      known.line.answer(response);
      return;
    }
    if (request.method === "DELETE") this.#connections.delete(known.connection);
    let body = "";
    for await (const chunk of request) body += String(chunk);
    response.writeHead(200).end();
    if (request.method === "POST") this.#hear(known.connection, body);
  }

  #hear(connection: Connection, data: string): void {
    for (const record of data.split(separator).filter((text) => text !== "")) {
      const message = JSON.parse(record) as Invocation;
      if (!connection.shaken) {
        connection.shaken = true;
        this.#connections.add(connection);
        this.carried.push(connection.by);
        connection.line.send(`{}${separator}`);
      } else if (message.type === 1) void this.#invoked(connection, message);
    }
  }

  async #invoked(connection: Connection, { target, arguments: [argument = {}], invocationId }: Invocation): Promise<void> {
    this.calls.push({ method: target, argument });
    const behaviour = this.#behaviours.get(target)?.shift();
    const complete = (answer: object): void => send(connection.line, { type: 3, invocationId, ...answer });
    if (behaviour?.kind === "refuse") {
      complete({ error: `An unexpected error occurred invoking '${target}' on the server. HubException: ${behaviour.words}` });
      return;
    }
    if (behaviour?.kind === "answer") {
      complete({ result: behaviour.result });
      return;
    }
    const result = this.#run(connection, target, argument);
    if (behaviour?.kind === "silent") return;
    if (behaviour?.kind === "drop") {
      connection.line.cut();
      return;
    }
    if (behaviour?.kind === "late") await behaviour.until;
    complete({ result });
  }

  #run(connection: Connection, method: string, argument: Record<string, unknown>): unknown {
    if (method === "Start") return this.#startSession(connection, argument["token"]);
    const { session } = connection;
    if (session === undefined) throw new Error(`${method} before Start`);
    if (method === "Send") return this.#take(session, argument);
    if (method === "Resume") {
      const entries = session.entries.filter(({ seq }) => seq > Number(argument["afterSeq"]));
      return { entries: entries.slice(0, 200), running: session.running, status: session.status, more: entries.length > 200 };
    }
    return null;
  }

  #startSession(connection: Connection, token: unknown): unknown {
    const held = typeof token === "string" ? this.#tokens.get(token) : undefined;
    const session = held === undefined || held.status === "closed" ? this.known(`opened-${++this.#counter}`) : held;
    connection.session = session;
    const next = `token-${++this.#counter}`;
    this.#tokens.set(next, session);
    const { id, status, entries, running } = session;
    return { sessionId: id, token: next, locale: this.locale, status, entries: entries.slice(-50), running, settings: this.settings };
  }

  #take(session: FakeSession, argument: Record<string, unknown>): { seq: number } {
    const clientMessageId = String(argument["clientMessageId"]);
    const known = session.entries.find((entry) => entry.clientMessageId === clientMessageId);
    if (known !== undefined) return { seq: known.seq };
    const payload = argument["payload"];
    const entry = this.store(
      "contact",
      typeof argument["text"] === "string" ? argument["text"] : "",
      { clientMessageId, ...(typeof payload === "string" ? { payload } : {}) },
      session,
    );
    this.emit("entry", entry, session);
    return { seq: entry.seq };
  }
}

function send(line: Line, message: object): void {
  line.send(JSON.stringify(message) + separator);
}

/** A quiet still life, so that cards have something to show. */
function picture(path: string): string {
  const hue = Array.from(path).reduce((sum, char) => sum + char.charCodeAt(0) * 7, 0) % 360;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200"><defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="hsl(${hue} 45% 86%)"/><stop offset="1" stop-color="hsl(${hue + 40} 40% 68%)"/></linearGradient></defs><rect width="320" height="200" fill="url(#g)"/><ellipse cx="160" cy="172" rx="74" ry="9" fill="rgb(0 0 0 / 14%)"/><path d="M118 70h84l-10 92a10 10 0 0 1-10 8h-44a10 10 0 0 1-10-8Z" fill="hsl(${hue} 30% 97%)"/><path d="M200 88c34-6 34 46-4 44" fill="none" stroke="hsl(${hue} 30% 97%)" stroke-width="11"/><ellipse cx="160" cy="70" rx="42" ry="9" fill="hsl(${hue} 35% 40%)"/></svg>`;
}
