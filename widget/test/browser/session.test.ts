import { describe, expect, test } from "vitest";
import { goTo, visit } from "../fake/browser.ts";
import { stage } from "../fake/stage.ts";
import { Visitor } from "../fake/visitor.ts";

const on = stage();

describe("a session", () => {
  test("is not opened for those who only look at the shop", async () => {
    const visitor = on.track(new Visitor(await visit(on.browser, on.hub), on.hub));
    await visitor.page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
    expect(on.hub.connections).toBe(0);
    expect(await visitor.launcher.getAttribute("aria-expanded")).toBe("false");
  });

  test("goes on from page to page, with the panel as it was left", async () => {
    const visitor = await on.visitor();
    await visitor.write("Bonjour");
    on.hub.say("agent", "Bonjour à vous");
    await visitor.sees("Bonjour", "Bonjour à vous");
    await goTo(visitor.page, `${on.hub.page()}&other=1`);
    await visitor.sees("Bonjour", "Bonjour à vous");
    expect(await visitor.launcher.getAttribute("aria-expanded")).toBe("true");
    expect(on.hub.sessions).toHaveLength(1);
    const tokens = on.hub.callsOf("Start").map(({ token }) => token);
    expect(tokens[0]).toBeUndefined();
    expect(tokens[1]).toMatch(/^token-/);
  });

  test("tells the hub the page without its query, and never puts the token into an address", async () => {
    const visitor = await on.visitor();
    const addresses: string[] = [];
    visitor.page.on("request", (request) => addresses.push(request.url()));
    visitor.page.on("websocket", (socket) => addresses.push(socket.url()));
    await visitor.page.reload();
    await visitor.isOnline();
    expect(on.hub.callsOf("Start").at(-1)).toMatchObject({ siteKey: "demo-shop", locale: "fr", page: `${on.hub.origin}/page` });
    expect(addresses.filter((url) => url.includes("/hubs/chat")).length).toBeGreaterThan(1);
    expect(addresses.filter((url) => url.includes("token"))).toEqual([]);
  });

  test("works where storage is blocked", async () => {
    const context = await on.browser.newContext({ locale: "fr-FR" });
    await context.addInitScript(() => {
      for (const name of ["localStorage", "sessionStorage"])
        Object.defineProperty(window, name, {
          get() {
            throw new DOMException("blocked", "SecurityError");
          },
        });
    });
    const visitor = on.track(new Visitor(await context.newPage(), on.hub));
    await goTo(visitor.page, on.hub.page());
    await visitor.open();
    await visitor.write("Bonjour");
    await visitor.sees("Bonjour");
    on.hub.drop();
    await expect.poll(() => on.hub.callsOf("Start").length, { timeout: 10_000 }).toBe(2);
    expect(on.hub.sessions).toHaveLength(1);
  });

  test("is one in two tabs, and reset clears both", async () => {
    const first = await on.visitor();
    await first.write("Bonjour");
    await first.sees("Bonjour");
    const second = new Visitor(await first.page.context().newPage(), on.hub);
    await goTo(second.page, on.hub.page());
    await second.open();
    await second.sees("Bonjour");
    await second.write("du deuxième");
    await first.sees("Bonjour", "du deuxième");
    on.hub.delta("t1", "Je vois ");
    await first.sees("Bonjour", "du deuxième", "Je vois");
    await second.sees("Bonjour", "du deuxième", "Je vois");
    on.hub.say("agent", "Je vois tout", { turnId: "t1" });
    await first.sees("Bonjour", "du deuxième", "Je vois tout");
    await second.sees("Bonjour", "du deuxième", "Je vois tout");
    await second.chat.evaluate((element) => (element as HTMLElementTagNameMap["gateway-chat"]).reset());
    await first.sees();
    await second.sees();
    await expect.poll(() => on.hub.connections).toBe(2);
    expect(on.hub.sessions.length).toBeGreaterThan(1);
  });

  test("that ended elsewhere is replaced on the next visit", async () => {
    const visitor = await on.visitor();
    await visitor.write("avant");
    await visitor.sees("avant");
    on.hub.session.status = "closed";
    await visitor.page.reload();
    await visitor.isOnline();
    await visitor.sees();
    expect(on.hub.sessions).toHaveLength(2);
  });
});

describe("an identity", () => {
  const jwt = (sub: string, jti: string): string => `e30.${Buffer.from(JSON.stringify({ sub, jti })).toString("base64url")}.fake-signature`;

  test("is presented once, not again on reconnect", async () => {
    const visitor = await on.visitor({ attributes: `identity="${jwt("user-42", "1")}"` });
    await visitor.isOnline();
    on.hub.drop();
    await expect.poll(() => on.hub.callsOf("Start").length, { timeout: 10_000 }).toBe(2);
    expect(on.hub.callsOf("Start").map(({ identity }) => identity)).toEqual([jwt("user-42", "1"), undefined]);
  });

  test("that a function fetches is a new one on each connection", async () => {
    const visitor = await on.visitor({});
    await visitor.isOnline();
    await visitor.chat.evaluate((element) => {
      let asked = 0;
      (element as HTMLElementTagNameMap["gateway-chat"]).identify(() => {
        asked += 1;
        // The page's own server may be away for a moment.
        if (asked === 1) return Promise.reject(new Error("not now"));
        return Promise.resolve(`e30.${btoa(JSON.stringify({ sub: "user-42", jti: asked.toString() }))}.fake-signature`);
      });
    });
    await expect.poll(() => on.hub.callsOf("Start").length, { timeout: 10_000 }).toBe(2);
    on.hub.drop();
    await expect.poll(() => on.hub.callsOf("Start").length, { timeout: 10_000 }).toBe(3);
    const identities = on.hub.callsOf("Start").map(({ identity }) => identity);
    expect(identities[0]).toBeUndefined();
    expect(new Set(identities).size).toBe(3);
    await visitor.chat.evaluate((element) => (element as HTMLElementTagNameMap["gateway-chat"]).reset());
    await expect.poll(() => on.hub.callsOf("Start").length, { timeout: 10_000 }).toBe(4);
    expect(on.hub.callsOf("Start").at(-1)).not.toHaveProperty("identity");
    expect(on.hub.callsOf("Start").at(-1)).not.toHaveProperty("token");
  });

  test("of another user leaves nothing of the first", async () => {
    const visitor = await on.visitor({ attributes: `identity="${jwt("user-42", "1")}"` });
    await visitor.write("secret de 42");
    await visitor.sees("secret de 42");
    await visitor.chat.evaluate((element, token) => (element as HTMLElementTagNameMap["gateway-chat"]).identify(token), jwt("user-7", "2"));
    await visitor.sees();
    await expect.poll(() => on.hub.callsOf("Start").length).toBe(2);
    expect(on.hub.callsOf("Start")[1]).toMatchObject({ identity: jwt("user-7", "2") });
    expect(on.hub.callsOf("Start")[1]?.["token"]).toBeUndefined();
  });

  test("that is refused is told to the page, and the visitor may go on as a guest", async () => {
    on.hub.next("Start", { kind: "refuse", words: "identityRefused: used before" });
    const visitor = on.track(new Visitor(await visit(on.browser, on.hub, { attributes: `identity="${jwt("user-42", "1")}"` }), on.hub));
    await expect.poll(() => on.hub.callsOf("Start").length).toBe(1);
    await visitor.launcher.click();
    await expect.poll(() => on.hub.callsOf("Start").length).toBeGreaterThan(0);
    await visitor.notice().getByRole("button", { name: "Continuer sans compte" }).click();
    await visitor.isOnline();
    expect(on.hub.callsOf("Start").at(-1)).not.toHaveProperty("identity");
    expect(on.hub.callsOf("Start").at(-1)).not.toHaveProperty("token");
  });
});

describe("the element", () => {
  test("mirrors its properties in attributes, but never the identity", async () => {
    const visitor = await on.visitor();
    const attributes = await visitor.chat.evaluate(async (element) => {
      const chat = element as HTMLElementTagNameMap["gateway-chat"];
      chat.locale = "en";
      chat.imageHosts = "cdn.example";
      chat.identity = "e30.e30.fake";
      await chat.updateComplete;
      return Object.fromEntries(chat.getAttributeNames().map((name) => [name, chat.getAttribute(name)]));
    });
    expect(attributes).toMatchObject({ "site-key": "demo-shop", locale: "en", "image-hosts": "cdn.example", open: "" });
    expect(attributes).not.toHaveProperty("identity");
  });

  test("tells the page what happens", async () => {
    const visitor = on.track(new Visitor(await visit(on.browser, on.hub), on.hub));
    await visitor.chat.evaluate((element) => {
      const heard: unknown[] = [];
      (window as unknown as { heard: unknown[] }).heard = heard;
      for (const name of ["ready", "open", "close", "message", "unread", "error"])
        element.addEventListener(name, (event) => {
          const { detail } = event as CustomEvent<{ text?: string; count?: number; code?: string; locale?: string } | null>;
          heard.push([name, detail?.text ?? detail?.count ?? detail?.code ?? detail?.locale ?? null]);
        });
    });
    const heard = (): Promise<unknown> => visitor.page.evaluate(() => (window as unknown as { heard: unknown }).heard);
    await visitor.open();
    await visitor.write("un");
    await visitor.sees("un");
    await visitor.chat.evaluate((element) => (element as HTMLElementTagNameMap["gateway-chat"]).close());
    on.hub.say("agent", "deux");
    await expect.poll(() => visitor.launcher.getAttribute("aria-label")).toBe("Ouvrir la discussion, 1 message non lu");
    await visitor.launcher.click();
    on.hub.next("Send", { kind: "refuse", words: "invalid: text" });
    await visitor.write("trois");
    await expect.poll(heard).toEqual([
      ["open", null],
      ["ready", "fr"],
      ["message", "un"],
      ["close", null],
      ["message", "deux"],
      ["unread", 1],
      ["open", null],
      ["unread", 0],
      ["error", "invalid"],
    ]);
    await expect.poll(() => on.hub.callsOf("Read").at(-1)).toEqual({ seq: 2 });
  });

  test("obeys its methods", async () => {
    const visitor = on.track(new Visitor(await visit(on.browser, on.hub), on.hub));
    const call = (name: "open" | "close" | "toggle" | "send" | "setLocale", ...args: string[]): Promise<void> =>
      visitor.chat.evaluate(
        (element, [method, rest]) => (element as unknown as Record<string, (...all: string[]) => void>)[method]?.(...rest),
        [name, args] as const,
      );
    await call("send", "  depuis la page ");
    await expect.poll(() => on.hub.sessions.at(0)?.entries.map(({ text }) => text)).toEqual(["depuis la page"]);
    await call("open");
    await visitor.sees("depuis la page");
    await call("toggle");
    await visitor.panel.waitFor({ state: "hidden" });
    await call("toggle");
    await call("setLocale", "en");
    await visitor.chat.getByRole("button", { name: "Send", exact: true }).waitFor();
    await expect.poll(() => on.hub.callsOf("Start").at(-1)).toMatchObject({ locale: "en" });
    expect(await visitor.field.getAttribute("placeholder")).toBe("Write your message…");
  });

  test("speaks English on an English page and French on a French one", async () => {
    on.hub.locale = "en";
    const english = await on.visitor({ lang: "en" });
    expect(await english.field.getAttribute("placeholder")).toBe("Write your message…");
    expect(on.hub.callsOf("Start").at(-1)).toMatchObject({ locale: "en" });
    on.hub.locale = "fr";
    const french = await on.visitor();
    expect(await french.field.getAttribute("placeholder")).toBe("Écrivez votre message…");
  });

  test("finds the gateway by where its script came from", async () => {
    const context = await on.browser.newContext({ locale: "fr-FR" });
    const visitor = on.track(new Visitor(await context.newPage(), on.hub));
    await goTo(visitor.page, on.hub.page().replace("127.0.0.1", "localhost"));
    await visitor.open();
    await visitor.write("d’ailleurs");
    await visitor.sees("d’ailleurs");
    expect(on.hub.callsOf("Start").at(-1)).toMatchObject({ page: `http://localhost:${on.hub.port}/page` });
  });

  test("lets go when it is taken away, and comes back as it was", async () => {
    const visitor = await on.visitor();
    await visitor.write("un");
    await visitor.sees("un");
    const handle = await visitor.chat.evaluateHandle((element) => element);
    await handle.evaluate((element) => element.remove());
    await expect.poll(() => on.hub.connections).toBe(0);
    await handle.evaluate((element) => document.body.append(element));
    await visitor.isOnline();
    await visitor.sees("un");
  });

  test("moved within the page keeps its connection", async () => {
    const visitor = await on.visitor();
    await visitor.chat.evaluate((element) => document.querySelector("main")?.append(element));
    await visitor.write("un");
    await visitor.sees("un");
    expect(on.hub.callsOf("Start")).toHaveLength(1);
  });

  test("leaves no trace on the page but its tag", async () => {
    const visitor = await on.visitor();
    const globals = await visitor.page.evaluate(() => {
      const frame = document.createElement("iframe");
      document.body.append(frame);
      const usual = new Set(Object.getOwnPropertyNames(frame.contentWindow ?? {}));
      frame.remove();
      return Object.getOwnPropertyNames(window).filter((name) => !usual.has(name) && !/^\d+$/.test(name));
    });
    // Lit counts its copies on a page in these.
    expect(globals.filter((name) => !/^(lit|reactiveElement)/.test(name))).toEqual([]);
    const shift = await visitor.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
    expect(shift).toBe(true);
  });
});
