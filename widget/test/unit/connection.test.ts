import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Connection, type ConnectionListener, type ConnectionState } from "../../src/connection.ts";
import { ConnectionLost, Refusal, TransportFailed } from "../../src/errors.ts";
import type { Hub } from "../../src/hub.ts";
import { reconnectDelayMs } from "../../src/reconnect.ts";
import { MemoryStore } from "../../src/stores.ts";
import { Transports, type Transport } from "../../src/transports.ts";
import type { Started } from "../../src/wire.ts";

const started: Started = { sessionId: "s", token: "t", locale: "fr", status: "open", entries: [], settings: { name: "Shop" } };

/** A hub connection that does as it is told. */
class ScriptedHub implements Hub {
  static made: ScriptedHub[] = [];
  static tried: Transport[] = [];
  /** What happens on start and on Start, for all that are made from now on. */
  static onStart: () => Promise<void> = () => Promise.resolve();
  static onInvoke: (method: string) => Promise<unknown> = () => Promise.resolve(started);
  readonly invoked: string[] = [];
  heard = 0;
  stopped = false;
  #closed: (() => void)[] = [];

  constructor() {
    ScriptedHub.made.push(this);
  }

  static get last(): ScriptedHub {
    const hub = ScriptedHub.made.at(-1);
    if (hub === undefined) throw new Error("no hub was made");
    return hub;
  }

  start(): Promise<void> {
    return ScriptedHub.onStart();
  }

  stop(): Promise<void> {
    this.stopped = true;
    this.break();
    return Promise.resolve();
  }

  invoke(method: string): Promise<unknown> {
    this.invoked.push(method);
    return ScriptedHub.onInvoke(method);
  }

  on(): void {
    // Events are the browser tests' subject.
  }

  onClosed(handler: () => void): void {
    this.#closed.push(handler);
  }

  break(): void {
    const closed = this.#closed;
    this.#closed = [];
    for (const handler of closed) handler();
  }
}

let states: ConnectionState[];
let cameBack: number;
let connection: Connection;
let store: MemoryStore;

beforeEach(() => {
  vi.useFakeTimers();
  ScriptedHub.made = [];
  ScriptedHub.tried = [];
  store = new MemoryStore();
  ScriptedHub.onStart = () => Promise.resolve();
  ScriptedHub.onInvoke = () => Promise.resolve(started);
  states = [];
  cameBack = 0;
  const ignore = (): void => undefined;
  const listener: ConnectionListener = {
    stateChanged: (state) => void states.push(state),
    cameBack: () => void (cameBack += 1),
    started: ignore,
    entryCame: ignore,
    deltaCame: ignore,
    typingChanged: ignore,
    statusChanged: ignore,
    receiptCame: ignore,
  };
  connection = new Connection({
    url: "https://gateway.example/hubs/chat",
    hub: (_, transport) => {
      ScriptedHub.tried.push(transport);
      return new ScriptedHub();
    },
    transports: new Transports({ available: ["webSockets", "serverSentEvents", "longPolling"], store, key: "t" }),
    startRequest: () => ({ siteKey: "shop" }),
    listener,
    random: () => 0.999,
  });
});

afterEach(() => {
  connection.stop();
  vi.useRealTimers();
});

/** Lets everything happen that needs no time. */
const soon = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
const failing = (error: unknown) => (): Promise<never> => Promise.reject(error instanceof Error ? error : new Error(String(error)));

describe("the waits between attempts", () => {
  test("double from one second to thirty, and never end", () => {
    const longest = Array.from({ length: 40 }, (_, attempt) => reconnectDelayMs(attempt, 0.999_999));
    expect(longest.slice(0, 6)).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000]);
    expect(Math.max(...longest)).toBe(30_000);
  });

  test("are spread over the whole time", () => {
    expect(reconnectDelayMs(5, 0)).toBe(0);
    expect(reconnectDelayMs(5, 0.5)).toBe(15_000);
  });
});

describe("a connection", () => {
  test("starts the session on every connection", async () => {
    connection.start();
    await soon();
    expect(connection.state.kind).toBe("online");
    ScriptedHub.last.break();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(ScriptedHub.made.map((hub) => hub.invoked)).toEqual([["Start"], ["Start"]]);
  });

  test("goes on trying for as long as the gateway is away, a day if need be", async () => {
    ScriptedHub.onStart = failing("unreachable");
    connection.start();
    await vi.advanceTimersByTimeAsync(24 * 3_600_000);
    expect(ScriptedHub.made.length).toBeGreaterThan(2_800);
    ScriptedHub.onStart = () => Promise.resolve();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(connection.state.kind).toBe("online");
  });

  test.each([
    ["online", () => window.dispatchEvent(new Event("online"))],
    ["pageshow", () => window.dispatchEvent(new Event("pageshow"))],
    ["visibilitychange", () => document.dispatchEvent(new Event("visibilitychange"))],
  ])("tries at once on %s", async (_, happen) => {
    ScriptedHub.onStart = failing("unreachable");
    connection.start();
    await vi.advanceTimersByTimeAsync(60_000);
    const before = ScriptedHub.made.length;
    happen();
    await soon();
    expect(ScriptedHub.made.length).toBe(before + 1);
  });

  test("waits as long as the gateway asks, and no sooner when the page wakes up", async () => {
    ScriptedHub.onStart = failing(new Refusal("rateLimited", 42_000));
    connection.start();
    await soon();
    expect(connection.state).toMatchObject({ kind: "waiting", code: "rateLimited" });
    window.dispatchEvent(new Event("online"));
    await vi.advanceTimersByTimeAsync(41_000);
    expect(ScriptedHub.made).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(ScriptedHub.made).toHaveLength(2);
  });

  test.each(["unknownSite", "originRefused", "identityRefused", "invalid"] as const)("gives up on %s until it is asked again", async (code) => {
    ScriptedHub.onInvoke = failing(`HubException: ${code}: words`.replace("HubException: ", ""));
    connection.start();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(connection.state).toEqual({ kind: "refused", code });
    expect(ScriptedHub.made).toHaveLength(1);
    expect(ScriptedHub.last.stopped).toBe(true);
    ScriptedHub.onInvoke = () => Promise.resolve(started);
    connection.start();
    await soon();
    expect(connection.state.kind).toBe("refused");
    connection.restart();
    await soon();
    expect(connection.state.kind).toBe("online");
  });

  test("does not wait for ever on a page's tools that never come back", async () => {
    ScriptedHub.onStart = () => new Promise(() => undefined);
    connection.start();
    await vi.advanceTimersByTimeAsync(34_000);
    expect(ScriptedHub.made).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2_500);
    expect(ScriptedHub.made).toHaveLength(2);
    expect(ScriptedHub.made[0]?.stopped).toBe(true);
  });

  test("takes a call that is not answered for a broken connection", async () => {
    connection.start();
    await soon();
    ScriptedHub.onInvoke = (method) => (method === "Start" ? Promise.resolve(started) : new Promise(() => undefined));
    const call = connection.invoke("Send", {}).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await call).toBeInstanceOf(ConnectionLost);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(ScriptedHub.made).toHaveLength(2);
  });

  test("tells a refusal from a break", async () => {
    connection.start();
    await soon();
    ScriptedHub.onInvoke = failing("tooLong: 16 KB");
    await expect(connection.invoke("Send", {})).rejects.toEqual(new Refusal("tooLong"));
    ScriptedHub.onInvoke = () => {
      ScriptedHub.last.break();
      return Promise.reject(new Error("WebSocket closed with status code: 1006"));
    };
    await expect(connection.invoke("Send", {})).rejects.toBeInstanceOf(ConnectionLost);
    await expect(connection.invoke("Send", {})).rejects.toBeInstanceOf(ConnectionLost);
  });

  test("that breaks right after each start is not hammered", async () => {
    connection.start();
    for (let breaks = 0; breaks < 200; breaks += 1) {
      await vi.advanceTimersByTimeAsync(500);
      ScriptedHub.last.break();
    }
    expect(ScriptedHub.made.length).toBeLessThan(12);
  });

  test("that held for a while is tried again soon", async () => {
    connection.start();
    for (let breaks = 0; breaks < 5; breaks += 1) {
      await vi.advanceTimersByTimeAsync(10_000);
      expect(connection.state.kind).toBe("online");
      ScriptedHub.last.break();
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(ScriptedHub.made).toHaveLength(6);
  });

  test("asks what was missed when the page was hidden for long, and not after a glance elsewhere", async () => {
    connection.start();
    await soon();
    const visibility = vi.spyOn(document, "visibilityState", "get");
    const hideFor = async (milliseconds: number): Promise<void> => {
      visibility.mockReturnValue("hidden");
      document.dispatchEvent(new Event("visibilitychange"));
      await vi.advanceTimersByTimeAsync(milliseconds);
      visibility.mockReturnValue("visible");
      document.dispatchEvent(new Event("visibilitychange"));
    };
    await hideFor(2_000);
    expect(cameBack).toBe(0);
    await hideFor(60_000);
    expect(cameBack).toBe(1);
    visibility.mockRestore();
  });

  test("that was stopped stays stopped", async () => {
    connection.start();
    await soon();
    connection.stop();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(ScriptedHub.made).toHaveLength(1);
    expect(states.at(-1)).toEqual({ kind: "idle" });
  });
});

describe("the transport of a connection", () => {
  test("that fails gives way to the next at once, and what works is kept for the next connections", async () => {
    ScriptedHub.onStart = () => (ScriptedHub.tried.at(-1) === "longPolling" ? Promise.resolve() : Promise.reject(new TransportFailed()));
    connection.start();
    await soon();
    expect(connection.state.kind).toBe("online");
    expect(ScriptedHub.tried).toEqual(["webSockets", "serverSentEvents", "longPolling"]);
    await vi.advanceTimersByTimeAsync(10_000);
    ScriptedHub.last.break();
    await vi.advanceTimersByTimeAsync(1_000);
    connection.restart();
    await soon();
    expect(ScriptedHub.tried.slice(3)).toEqual(["longPolling", "longPolling"]);
  });

  test("is WebSockets again ten minutes later, with the next connection", async () => {
    ScriptedHub.onStart = () => (ScriptedHub.tried.at(-1) === "webSockets" ? Promise.reject(new TransportFailed()) : Promise.resolve());
    connection.start();
    await vi.advanceTimersByTimeAsync(10 * 60_000 + 1_000);
    expect(ScriptedHub.tried).toEqual(["webSockets", "serverSentEvents"]);
    ScriptedHub.onStart = () => Promise.resolve();
    ScriptedHub.last.break();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(ScriptedHub.tried.slice(2)).toEqual(["webSockets"]);
    expect(store.getItem("t")).toBeNull();
  });

  test("is WebSockets again as soon as the network has changed", async () => {
    ScriptedHub.onStart = () => (ScriptedHub.tried.length === 1 ? Promise.reject(new TransportFailed()) : Promise.resolve());
    connection.start();
    await vi.advanceTimersByTimeAsync(10_000);
    window.dispatchEvent(new Event("online"));
    ScriptedHub.last.break();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(ScriptedHub.tried).toEqual(["webSockets", "serverSentEvents", "webSockets"]);
  });

  test("is none's fault when the gateway cannot be reached", async () => {
    ScriptedHub.onStart = () => Promise.reject(new Error("no network"));
    connection.start();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ScriptedHub.tried.length).toBeGreaterThan(3);
    expect(new Set(ScriptedHub.tried)).toEqual(new Set(["webSockets"]));
  });

  test("that nobody has is tried in turn for ever, with growing waits", async () => {
    ScriptedHub.onStart = () => Promise.reject(new TransportFailed());
    connection.start();
    await soon();
    expect(ScriptedHub.tried).toEqual(["webSockets", "serverSentEvents", "longPolling"]);
    expect(connection.state.kind).toBe("waiting");
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(ScriptedHub.tried.length).toBeLessThan(90);
    ScriptedHub.onStart = () => Promise.resolve();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(connection.state.kind).toBe("online");
  });

  test("that lets the handshake pass and swallows the rest gives way, a gateway that is merely slow does not", async () => {
    ScriptedHub.onInvoke = () => new Promise(() => undefined);
    connection.start();
    await vi.advanceTimersByTimeAsync(15_000);
    ScriptedHub.last.heard += 1;
    await vi.advanceTimersByTimeAsync(6_500);
    expect(ScriptedHub.tried).toEqual(["webSockets", "webSockets"]);
    await vi.advanceTimersByTimeAsync(23_000);
    expect(ScriptedHub.tried).toEqual(["webSockets", "webSockets", "serverSentEvents"]);
  });

  test("that is cut as soon as it stands, and again, gives way", async () => {
    connection.start();
    for (let breaks = 0; breaks < 2; breaks += 1) {
      await vi.advanceTimersByTimeAsync(3_000);
      expect(connection.state.kind).toBe("online");
      ScriptedHub.last.break();
    }
    await vi.advanceTimersByTimeAsync(5_000);
    expect(ScriptedHub.tried).toEqual(["webSockets", "webSockets", "serverSentEvents"]);
  });

  test.each(["{", "null", "[]", '{"transport":"pigeons","until":9e15}', '{"transport":"longPolling","until":9e15}', '{"transport":"longPolling"}'])(
    "remembered as %s is WebSockets",
    (stored) => {
      store.setItem("t", stored);
      expect(new Transports({ available: ["webSockets", "longPolling"], store, key: "t" }).current).toBe("webSockets");
    },
  );

  test("is remembered from page to page", () => {
    const open = (): Transports => new Transports({ available: ["webSockets", "serverSentEvents", "longPolling"], store, key: "t" });
    const transports = open();
    expect(transports.failed()).toBe(true);
    expect(open().current).toBe("webSockets");
    transports.works();
    expect(open().current).toBe("serverSentEvents");
  });
});
