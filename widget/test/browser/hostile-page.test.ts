import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { launch, visit } from "../fake/browser.ts";
import { stage } from "../fake/stage.ts";
import { Visitor } from "../fake/visitor.ts";

const on = stage();

/** What a page may have done to its browser before the widget comes. */
const before: { [what: string]: string } = {
  "an old library": `
    // As Prototype.js 1.6 does it.
    Object.toJSON = (value) => JSON.stringify(value);
    Array.prototype.toJSON = function () { return "[" + this.map((value) => '"' + value + '"').join(", ") + "]"; };
    String.prototype.toJSON = function () { return '"' + this + '"'; };
    Number.prototype.toJSON = function () { return String(this); };
    Boolean.prototype.toJSON = function () { return String(this); };
    Date.prototype.toJSON = function () { return '"' + this.getTime() + '"'; };
    Array.from = (value) => (value && value.toArray ? value.toArray() : [].slice.call(value));
    Array.prototype.entries = Array.prototype.toArray = function () { return this.slice(); };
    Array.prototype.reduce = function () { return this.length > 1 ? this : this[0]; };
    Array.prototype.each = Array.prototype.first = Array.prototype.last = function () { return this; };
    String.prototype.strip = String.prototype.trim;
    Element.prototype.remove = function () { this.parentNode.removeChild(this); return this; };
    Element.prototype.update = Element.prototype.select = Element.prototype.wrap = function () { return this; };
  `,
  "properties on all objects": `
    for (const name of ["extend", "each", "clone", "text", "payload", "error", "headers", "author", "operator", "code", "until", "action", "seq", "length", "toJSON", "key"])
      Object.prototype[name] = function () { return name; };
    Array.prototype.shuffle = Function.prototype.method = function () { return this; };
  `,
  "another old library": `
    // As MooTools 1.4 does it.
    Array.from = (value) => (value == null ? [] : Array.isArray(value) ? value : typeof value === "object" && "length" in value ? [].slice.call(value) : [value]);
    Object.keys = (value) => { const names = []; for (const name in value) names.push(name); return names; };
    Object.values = (value) => Object.keys(value).map((name) => value[name]);
    Function.prototype.extend = Function.prototype.implement = function () { return this; };
    Array.prototype.append = Array.prototype.contains = Array.prototype.flatten = function () { return this; };
    Element.prototype.scrollTo = Element.prototype.get = Element.prototype.set = Element.prototype.match = function () { return this; };
    String.prototype.contains = String.prototype.includes;
    window.Event = window.DOMEvent = function () { throw new TypeError("not an event"); };
  `,
  "storage and channels that are blocked": `
    for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"])
      Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });
    window.BroadcastChannel = class { constructor() { throw new DOMException("denied", "SecurityError"); } };
  `,
  "storage that is full, or forgets": `
    Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
    Object.defineProperty(window, "sessionStorage", { value: { setItem() {}, removeItem() {}, getItem() {} } });
    BroadcastChannel.prototype.postMessage = () => { throw new DOMException("closed", "InvalidStateError"); };
  `,
  "its own fetch": `
    window.fetch = () => Promise.resolve({ ok: true, json: () => Promise.resolve({}) });
  `,
  "nothing but XMLHttpRequest": `
    delete window.fetch; window.WebSocket = undefined; window.EventSource = null;
  `,
  "a WebSocket of its own that throws": `
    window.WebSocket = class { constructor() { throw new Error("not here"); } };
    window.EventSource = function () { return {}; };
  `,
  "an old browser": `
    for (const name of ["ResizeObserver", "IntersectionObserver", "matchMedia", "Intl", "BroadcastChannel", "visualViewport"]) window[name] = undefined;
    Object.defineProperty(window, "crypto", { value: undefined });
    Object.defineProperty(navigator, "languages", { value: undefined });
    delete HTMLElement.prototype.showPopover;
  `,
  "chance that is none": `
    crypto.randomUUID = () => "same"; crypto.getRandomValues = (bytes) => bytes.fill(0);
  `,
  "bent Intl and media queries": `
    Intl.DateTimeFormat = Intl.NumberFormat = Intl.RelativeTimeFormat = function () { throw new RangeError("bent"); };
    window.matchMedia = () => ({ matches: false, addListener() {} });
    Object.defineProperty(navigator, "languages", { value: ["fr-FR@posix", null] });
  `,
  "no attachShadow": `delete Element.prototype.attachShadow;`,
  "no style sheets to adopt": `delete Document.prototype.adoptedStyleSheets; delete ShadowRoot.prototype.adoptedStyleSheets;`,
};

/** The same of what the language itself brings. */
const spoilt: { [what: string]: string } = {
  "JSON that says nothing": `JSON.parse = () => ({}); JSON.stringify = () => "{}";`,
  "maps that keep nothing": `Map.prototype.set = function () { return this; }; Map.prototype.get = () => undefined; WeakMap.prototype.set = Set.prototype.add = function () { return this; };`,
  "arrays that take nothing": `Array.prototype.push = () => 0;`,
  "arrays that go nowhere": `
    Array.prototype.map = Array.prototype.filter = function () { return []; };
    Array.prototype.forEach = () => undefined; Array.prototype.slice = Array.prototype.splice = function () { return []; };
    Array.from = () => [];
  `,
  "arrays that lack methods": `delete Array.prototype.push; delete Array.prototype.indexOf; delete Array.prototype.map;`,
  "arrays that cannot be gone through": `Array.prototype[Symbol.iterator] = function () { return { next: () => ({ done: true }) }; };`,
  "iterators that end at once": `
    Object.getPrototypeOf([][Symbol.iterator]()).next = Object.getPrototypeOf(new Map()[Symbol.iterator]()).next = () => ({ done: true, value: undefined });
  `,
  "texts that cannot be changed": `
    String.prototype.replace = String.prototype.trim = function () { return ""; };
    String.prototype.split = () => []; String.prototype.indexOf = () => -1; String.prototype.startsWith = String.prototype.endsWith = () => false;
  `,
  "patterns that find nothing": `RegExp.prototype.exec = () => null; RegExp.prototype.test = () => false; RegExp.prototype[Symbol.replace] = () => "";`,
  "objects without names": `Object.keys = Object.entries = Object.values = () => []; Object.assign = (target) => target; Object.fromEntries = () => ({});`,
  "promises that are never kept": `
    Promise.prototype.then = Promise.prototype.finally = function () { return new Promise(() => {}); };
    Promise.race = Promise.all = Promise.resolve = () => new Promise(() => {});
  `,
  "functions that cannot be bound": `Function.prototype.bind = function () { return () => undefined; }; Function.prototype.toString = function () { return "function f() { [native code] }"; };`,
  "methods of another name, in the browser's own code": `Array.prototype.push = Array.prototype.unshift; String.prototype.split = Function.prototype; Map.prototype.has = (() => true).bind(null);`,
  "numbers and sums that are none": `Math.max = Math.min = Math.floor = () => 0; Number.prototype.toString = () => ""; Number.isInteger = Number.isFinite = () => false;`,
};

/** A whole conversation, over a reload and with everything that is shown. */
async function converses(visitor: Visitor): Promise<void> {
  await visitor.write("Bonjour « toi » \\ 👩‍👩‍👧");
  await visitor.write("encore");
  await expect.poll(() => on.hub.session.entries.map(({ text }) => text)).toEqual(["Bonjour « toi » \\ 👩‍👩‍👧", "encore"]);
  on.hub.delta("t1", "Voi");
  on.hub.delta("t1", "ci **deux");
  on.hub.say("agent", "Voici **deux** idées", {
    turnId: "t1",
    parts: [
      { kind: "card", title: "Vase", text: "Verre", price: { amount: 49, currency: "EUR" }, actions: [{ title: "Voir", payload: "show:1" }] },
      { kind: "slots", slots: [{ title: "10:00", start: "2026-11-24T10:00:00+01:00", end: "2026-11-24T10:30:00+01:00", payload: "s" }] },
    ],
  });
  await visitor.sees("Bonjour « toi » \\ 👩‍👩‍👧", "encore", "Voici deux idées");
  // Pages here have bent what the test's own clicks stand on.
  await visitor.chat.getByRole("button", { name: "Voir" }).dispatchEvent("click");
  await expect.poll(() => on.hub.callsOf("Send").at(-1)).toMatchObject({ text: "Voir", payload: "show:1" });
  // Without the swelling under the pointer.
  const size = await visitor.launcher.evaluate((launcher) => [(launcher as HTMLElement).offsetWidth, (launcher as HTMLElement).offsetHeight]);
  expect(size, "the launcher bears its own styles").toEqual([60, 60]);
  expect(await visitor.launcher.evaluate((launcher) => getComputedStyle(launcher).backgroundColor), "and colours").toBe("rgb(67, 83, 217)");
  for (const call of on.hub.calls) expect(JSON.stringify(call.argument)).not.toContain('\\"');
  const ids = on.hub.callsOf("Send").map(({ clientMessageId }) => clientMessageId);
  expect(new Set(ids).size).toBe(3);
  for (const id of ids) expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
}

/** A conversation on a page where a test's own scripts would not run: seen and done from outside of them alone. */
async function chats(visitor: Visitor): Promise<void> {
  const { chat } = visitor;
  await visitor.write("Bonjour « toi »");
  await visitor.write("encore");
  await expect.poll(() => on.hub.session.entries.map(({ text }) => text)).toEqual(["Bonjour « toi »", "encore"]);
  on.hub.delta("t1", "Voi");
  on.hub.delta("t1", "ci **deux");
  on.hub.say("agent", "Voici **deux** idées", {
    turnId: "t1",
    parts: [{ kind: "card", title: "Vase", text: "Verre", price: { amount: 49, currency: "EUR" }, actions: [{ title: "Voir", payload: "show:1" }] }],
  });
  await chat.locator("strong", { hasText: "deux" }).waitFor();
  await chat.locator("button", { hasText: "Voir" }).click();
  await expect.poll(() => on.hub.callsOf("Send").at(-1)).toMatchObject({ text: "Voir", payload: "show:1" });
  expect(new Set(on.hub.callsOf("Send").map(({ clientMessageId }) => clientMessageId)).size).toBe(3);
}

function boxOf(visitor: Visitor, selector: string): Promise<{ left: number; right: number; top: number; bottom: number; width: number; height: number }> {
  return visitor.chat.locator(selector).evaluate((element) => {
    const { left, right, top, bottom, width, height } = element.getBoundingClientRect();
    return { left, right, top, bottom, width, height };
  });
}

function cornerOf(page: Page): Promise<number[]> {
  return page.locator("gateway-chat").evaluate((element) => {
    const { right, bottom } = element.getBoundingClientRect();
    return [Math.round(document.documentElement.clientWidth - right), Math.round(window.innerHeight - bottom)];
  });
}

describe("on a page that has", () => {
  test.each(Object.keys(before))("%s, the chat works", async (what) => {
    // Where no style sheet can be adopted, a page has to let inline ones in.
    on.hub.manners = { before: before[what] ?? "", ...(what.includes("style sheets") ? { policy: "style-src 'self' 'unsafe-inline'" } : {}) };
    const visitor = await on.visitor();
    await converses(visitor);
    expect(await cornerOf(visitor.page)).toEqual([20, 20]);
  });

  test.each(Object.keys(spoilt))("%s, the chat works, and goes on after a reload", async (what) => {
    on.hub.manners = { before: spoilt[what] ?? "" };
    const visitor = await on.visitor();
    await chats(visitor);
    await visitor.page.reload();
    await visitor.isOnline();
    await visitor.write("après");
    await expect.poll(() => on.hub.session.entries.at(-1)?.text).toBe("après");
    expect(on.hub.sessions).toHaveLength(1);
  });

  test("a language that is spoilt under required trusted types, the chat works", async () => {
    on.hub.manners = { before: spoilt["arrays that take nothing"] ?? "" };
    await chats(await on.visitor());
  });

  test("elements that do not hold what is put into them, nothing is shown and the console says why", async () => {
    on.hub.manners = { before: "Node.prototype.insertBefore = function (node) { return node; };", after: "window.reached = true;" };
    const context = await on.browser.newContext();
    onTestFinished(() => context.close());
    const page = await context.newPage();
    const said: string[] = [];
    page.on("console", (message) => said.push(message.text()));
    await page.goto(on.hub.page());
    expect(await page.evaluate(() => (window as unknown as { reached: boolean }).reached)).toBe(true);
    expect(said.join("\n")).toContain("<gateway-chat> is not shown");
  });

  test("nothing wrong with it, no window but the page's own is there", async () => {
    const visitor = await on.visitor();
    expect(await visitor.page.locator("iframe").count()).toBe(0);
  });

  test("spoilt its globals after the widget came, the chat works", async () => {
    on.hub.manners = {
      after: `
        window.fetch = window.WebSocket = window.EventSource = window.BroadcastChannel = window.XMLHttpRequest = undefined;
        JSON.parse = JSON.stringify = () => { throw new Error("gone"); };
        Element.prototype.attachShadow = undefined; window.ResizeObserver = undefined;
        ${before["an old library"] ?? ""}
      `,
    };
    const visitor = await on.visitor();
    await visitor.write("un");
    await visitor.sees("un");
    on.hub.drop();
    await visitor.isOnline();
    on.hub.say("agent", "deux");
    await visitor.sees("un", "deux");
    expect(on.hub.carried).toEqual(["webSockets", "webSockets"]);
  });

  test("an old library, what was not sent yet goes out after a reload", async () => {
    on.hub.manners = { before: before["an old library"] ?? "" };
    const visitor = await on.visitor();
    await visitor.write("avant");
    await visitor.sees("avant");
    on.hub.refuseNegotiate = { status: 503, headers: {} };
    on.hub.drop();
    await visitor.write("un");
    await visitor.sees("avant", "un");
    on.hub.refuseNegotiate = undefined;
    await visitor.page.reload();
    await visitor.sees("avant", "un");
    await expect.poll(() => on.hub.session.entries.map(({ text }) => text)).toEqual(["avant", "un"]);
  });

  test("variables of its own under the browser's names, the chat works", async () => {
    on.hub.manners = {
      policy: "",
      before: `
        window.queueMicrotask = "later";
        const names = ["URL", "Proxy", "WeakMap", "Map", "Set", "CustomEvent", "Event", "AbortController", "TextDecoder", "Promise", "Request", "Response"];
        const theirs = names.map((name) => window[name]);
        names.forEach((name, at) => (window[name] = ["/", {}, null, undefined, function () {}, class {}][at % 6]));
        const other = document.createElement("script");
        other.setAttribute("src", "http://");
        document.head.append(other);
      `,
      // The test looks into the page with them.
      after: "names.forEach((name, at) => (window[name] = theirs[at]));",
    };
    const visitor = await on.visitor();
    await converses(visitor);
    expect(await cornerOf(visitor.page)).toEqual([20, 20]);
  });

  test("the script twice, there is one chat", async () => {
    on.hub.manners = { policy: "", before: `const again = document.createElement("script"); again.src = "/widget/gateway-chat.js"; document.head.append(again);` };
    const visitor = await on.visitor();
    await converses(visitor);
  });
});

describe("under trusted types", () => {
  const others = "trusted-types dompurify";

  test("whose list does not name the widget's policy, and is not enforced, the chat works", async () => {
    on.hub.manners = { policy: others };
    const visitor = new Visitor(await visit(on.browser, on.hub), on.hub);
    // Not `leave`: the browser complains of the policy, which is meant to be so.
    onTestFinished(() => visitor.page.context().close());
    await visitor.open();
    await converses(visitor);
  });

  test("that are required and do not name it, nothing is shown, nothing breaks and the console says what to do", async () => {
    on.hub.manners = { policy: `${others}; require-trusted-types-for 'script'`, after: "window.reached = true;" };
    const context = await on.browser.newContext();
    onTestFinished(() => context.close());
    const page = await context.newPage();
    const errors: string[] = [];
    const said: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => said.push(message.text()));
    await page.goto(on.hub.page());
    expect(await page.evaluate(() => (window as unknown as { reached: boolean }).reached)).toBe(true);
    expect(errors).toEqual([]);
    expect(said.join("\n")).toContain('Add "gateway-chat" to its trusted-types');
    expect(await page.locator("gateway-chat button").count()).toBe(0);
  });
});

describe("on a page without TLS", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch("--host-resolver-rules=MAP shop.example 127.0.0.1");
  });
  afterAll(() => browser.close());

  test("messages are sent, and found again after a reload and on another page", async () => {
    on.hub.host = "shop.example";
    const visitor = on.track(await Visitor.chatting(browser, on.hub));
    expect(await visitor.page.evaluate(() => [isSecureContext, typeof crypto.randomUUID])).toEqual([false, "undefined"]);
    await converses(visitor);
    await visitor.page.reload();
    await visitor.isOnline();
    await visitor.write("après");
    await expect.poll(() => on.hub.session.entries.at(-1)?.text).toBe("après");
    expect(on.hub.sessions).toHaveLength(1);
  });
});

describe("in its corner", () => {
  test.each(["transform: translateX(0)", "filter: grayscale(0.1)", "perspective: 500px", "contain: paint", "will-change: transform", "translate: 0 10px", "backdrop-filter: blur(1px)"])(
    "the chat stays when the body has %s",
    async (rule) => {
      on.hub.manners = { css: `body { ${rule}; min-height: 3000px }` };
      const visitor = await on.visitor();
      await expect.poll(() => cornerOf(visitor.page)).toEqual([20, 20]);
      await visitor.page.mouse.wheel(0, 900);
      await expect.poll(() => visitor.page.evaluate(() => window.scrollY)).toBeGreaterThan(500);
      expect(await cornerOf(visitor.page)).toEqual([20, 20]);
      const { top, bottom, right } = await boxOf(visitor, ".panel");
      const view = await visitor.page.evaluate(() => [document.documentElement.clientWidth, window.innerHeight]);
      expect([top >= 0, bottom <= (view[1] ?? 0), right <= (view[0] ?? 0)]).toEqual([true, true, true]);
      await visitor.write("Bonjour");
      await visitor.sees("Bonjour");
    },
  );

  test("the chat stays when the page moves its body later, and what it had is kept", async () => {
    on.hub.manners = { css: "body { min-height: 3000px } body.drawer { transform: translateX(240px) }" };
    const visitor = await on.visitor();
    await visitor.field.fill("à moitié");
    expect(await visitor.chat.getAttribute("popover")).toBeNull();
    await visitor.page.evaluate(() => document.body.classList.add("drawer"));
    await expect.poll(() => cornerOf(visitor.page)).toEqual([20, 20]);
    expect(await visitor.field.inputValue()).toBe("à moitié");
    expect(await visitor.field.evaluate((field) => (field.getRootNode() as ShadowRoot).activeElement === field)).toBe(true);
    await visitor.page.evaluate(() => {
      const chat = document.querySelector("gateway-chat");
      chat?.remove();
      document.querySelector("main")?.append(chat ?? "");
    });
    await expect.poll(() => cornerOf(visitor.page)).toEqual([20, 20]);
    await visitor.page.evaluate(() => document.querySelector("gateway-chat")?.setAttribute("hidden", ""));
    expect(await visitor.launcher.isVisible()).toBe(false);
  });

  test("the chat fills a small screen whose body is moved", async () => {
    on.hub.manners = { css: "body { transform: translateX(0); min-height: 3000px }" };
    const visitor = await on.visitor({ context: { viewport: { width: 390, height: 844 } } });
    await expect.poll(() => boxOf(visitor, ".panel")).toMatchObject({ left: 0, top: 0, width: 390, height: 844 });
  });

  test.each([{ quirks: true }, { dir: "rtl" }, { dir: "rtl", css: "body { transform: translateX(0); min-height: 3000px }" }] as const)("the panel lies on the screen on a page with %j", async (manners) => {
    on.hub.manners = manners;
    const visitor = await on.visitor();
    await converses(visitor);
    await expect.poll(() => boxOf(visitor, ".panel")).toMatchObject("dir" in manners ? { left: 20 } : { right: 1260 });
    const { left, right, top, bottom } = await boxOf(visitor, ".panel");
    expect([left >= 0, top >= 0, right <= 1280, bottom <= 720]).toEqual([true, true, true, true]);
    // French and English are written from left to right wherever they stand.
    expect(await visitor.field.evaluate((field) => getComputedStyle(field.closest(".panel") ?? field).direction)).toBe("ltr");
  });
});

describe("the greeting", () => {
  test.each([
    ["in the same words", "Bonjour ! Je suis Léa, l’assistante de Maison Lune. Comment puis-je vous aider ?\n\nNous livrons en 48 h."],
    ["in others", "Bonjour, et bienvenue ! Ici Léa, l’assistante de Maison Lune.\n\nNous livrons en 48 h."],
  ])("is said once when the first answer introduces its author %s", async (_, answer) => {
    const visitor = await on.visitor();
    const greeting = visitor.chat.locator("[data-key=greeting]");
    await visitor.write("Livrez-vous vite ?");
    await greeting.waitFor();
    on.hub.delta("t1", answer);
    await greeting.waitFor({ state: "detached" });
    on.hub.say("agent", answer, { turnId: "t1" });
    await visitor.page.reload();
    await visitor.chat.getByText("Nous livrons en 48 h.").waitFor();
    expect(await visitor.chat.getByText("Léa, l’assistante").count()).toBe(1);
  });

  test.each(["En 48 h.", "Léandre, notre livreur, passe demain."])("stays when the first answer is %j", async (answer) => {
    const visitor = await on.visitor();
    await visitor.write("Livrez-vous vite ?");
    // The hub must have it before it is answered: places are handed out in the order in which things come.
    await expect.poll(() => on.hub.callsOf("Send").length).toBe(1);
    on.hub.say("agent", answer);
    await visitor.sees("Livrez-vous vite ?", answer);
    await visitor.chat.locator("[data-key=greeting]").waitFor();
  });
});
