import { describe, expect, test } from "vitest";
import type { ErrorCode } from "../../src/errors.ts";
import { fr } from "../../src/words/fr.ts";
import { goTo, visit } from "../fake/browser.ts";
import { stage } from "../fake/stage.ts";
import { Visitor } from "../fake/visitor.ts";

const on = stage();

/** What a visitor must never see: the server's words, codes, or what code leaves behind. */
const developerText = /HubException|retryAfter|words for|undefined|NaN|\[object|rateLimited|notStarted|invoking/;

describe("a connection that breaks", () => {
  test("in the middle of an answer goes on where the answer is by then", async () => {
    const visitor = await on.visitor();
    await visitor.write("Bonjour");
    await visitor.sees("Bonjour");
    on.hub.delta("t1", "Un deux ");
    await visitor.sees("Bonjour", "Un deux");
    on.hub.drop();
    on.hub.delta("t1", "trois ");
    await expect.poll(() => on.hub.connections, { timeout: 10_000 }).toBe(1);
    await visitor.sees("Bonjour", "Un deux trois");
    on.hub.delta("t1", "quatre");
    await visitor.sees("Bonjour", "Un deux trois quatre");
    on.hub.say("agent", "Un deux trois quatre.", { turnId: "t1" });
    await visitor.sees("Bonjour", "Un deux trois quatre.");
  });

  test("while the answer is committed shows it once, and no half of it", async () => {
    const visitor = await on.visitor();
    await visitor.write("Bonjour");
    on.hub.delta("t1", "Un deux ");
    await visitor.sees("Bonjour", "Un deux");
    on.hub.drop();
    on.hub.store("agent", "Un deux trois.", { turnId: "t1" });
    await visitor.sees("Bonjour", "Un deux trois.");
  });

  test("for longer than Start's fifty entries leaves no hole", async () => {
    const visitor = await on.visitor();
    on.hub.say("agent", "Message 1");
    await visitor.sees("Message 1");
    on.hub.drop();
    for (let count = 2; count <= 500; count += 1) on.hub.store("agent", `Message ${count}`);
    const all = Array.from({ length: 500 }, (_, index) => `Message ${index + 1}`);
    await expect.poll(() => visitor.messages(), { timeout: 15_000 }).toEqual(all);
    expect(on.hub.callsOf("Resume").map(({ afterSeq }) => afterSeq)).toEqual([1, 201, 401]);
  });

  test("is mentioned only when it lasts, and typing goes on meanwhile", async () => {
    const visitor = await on.visitor();
    on.hub.refuseNegotiate = { status: 503, headers: {} };
    const broken = Date.now();
    on.hub.drop();
    await visitor.field.pressSequentially("toujours là");
    expect(await visitor.notice().count()).toBe(0);
    await visitor.notice().getByText("Reconnexion").waitFor();
    expect(Date.now() - broken).toBeGreaterThan(1_900);
    await visitor.field.press("Enter");
    await visitor.chat.getByText("En attente du réseau").waitFor();
    on.hub.refuseNegotiate = undefined;
    await visitor.page.evaluate(() => window.dispatchEvent(new Event("online")));
    await visitor.sees("toujours là");
    await visitor.chat.getByText("Envoyé").waitFor();
    expect(await visitor.notice().count()).toBe(0);
    expect(on.hub.session.entries.map(({ text }) => text)).toEqual(["toujours là"]);
  });
});

test("where WebSockets and events do not pass, the chat takes the slowest road", async () => {
  on.hub.proxy = { webSockets: "refuse", events: "refuse" };
  const visitor = await on.visitor();
  await visitor.write("Bonjour");
  on.hub.delta("t1", "Bon");
  on.hub.delta("t1", "jour à vous");
  await visitor.sees("Bonjour", "Bonjour à vous");
  on.hub.say("agent", "Bonjour à vous !", { turnId: "t1" });
  await visitor.sees("Bonjour", "Bonjour à vous !");
  on.hub.drop();
  on.hub.store("agent", "Et encore");
  await visitor.sees("Bonjour", "Bonjour à vous !", "Et encore");
});

describe("events", () => {
  test("that come twice, out of order or not at all end as the stored transcript", async () => {
    const visitor = await on.visitor();
    let count = 0;
    on.hub.tamper = (_, argument) => {
      count += 1;
      return count % 3 === 0 ? [] : count % 3 === 1 ? [argument, argument] : [argument];
    };
    for (let turn = 1; turn <= 6; turn += 1) {
      for (const word of ["un ", "deux ", "trois ", "quatre "]) on.hub.delta(`t${turn}`, word);
      on.hub.say("agent", `un deux trois quatre (${turn})`, { turnId: `t${turn}` });
      on.hub.say("operator", `et ${turn}`);
    }
    on.hub.tamper = undefined;
    on.hub.say("agent", "fin");
    await visitor.sees(...on.hub.session.entries.map(({ text }) => text));
  });

  test("that skip a piece of a running answer are made good by asking", async () => {
    const visitor = await on.visitor();
    on.hub.delta("t1", "un ");
    on.hub.tamper = () => [];
    on.hub.delta("t1", "deux ");
    on.hub.tamper = undefined;
    on.hub.delta("t1", "trois ");
    await visitor.sees("un deux trois");
    expect(on.hub.callsOf("Resume")).toHaveLength(1);
  });
});

describe("a message", () => {
  test("whose answer comes late is shown once and sent once", async () => {
    const visitor = await on.visitor();
    let release = (): void => undefined;
    on.hub.next("Send", { kind: "late", until: new Promise((resolve) => (release = resolve)) });
    await visitor.write("un");
    await visitor.write("deux");
    await visitor.sees("un", "deux");
    expect(on.hub.callsOf("Send").map(({ text }) => text)).toEqual(["un"]);
    release();
    await expect.poll(() => on.hub.session.entries.map(({ text }) => text)).toEqual(["un", "deux"]);
    await visitor.sees("un", "deux");
  });

  test("whose answer is lost with the connection is sent again under the same id, and is one message", async () => {
    const visitor = await on.visitor();
    on.hub.next("Send", { kind: "drop" });
    await visitor.write("une seule fois");
    await expect.poll(() => on.hub.callsOf("Start").length, { timeout: 10_000 }).toBe(2);
    await visitor.write("puis une autre");
    await visitor.sees("une seule fois", "puis une autre");
    const ids = on.hub.callsOf("Send").map(({ clientMessageId }) => clientMessageId);
    expect(new Set(ids).size).toBe(2);
    expect(on.hub.session.entries.map(({ text }) => text)).toEqual(["une seule fois", "puis une autre"]);
  });

  test("that was not sent yet goes out after a reload, once and in order", async () => {
    const visitor = await on.visitor();
    await visitor.write("avant");
    await visitor.sees("avant");
    on.hub.refuseNegotiate = { status: 503, headers: {} };
    on.hub.drop();
    await visitor.write("un");
    await visitor.write("deux");
    await visitor.sees("avant", "un", "deux");
    const stored = await visitor.page.evaluate(() => JSON.stringify(sessionStorage));
    expect(stored).toContain("deux");
    expect(stored).not.toContain("token");
    on.hub.refuseNegotiate = undefined;
    await visitor.page.reload();
    await visitor.sees("avant", "un", "deux");
    await expect.poll(() => on.hub.session.entries.map(({ text }) => text)).toEqual(["avant", "un", "deux"]);
    expect(await visitor.page.evaluate(() => sessionStorage.getItem("gateway-chat:demo-shop:outbox"))).toBeNull();
  });
});

describe("a refusal of Send", () => {
  test("for going too fast waits as long as it says, tells the visitor, and sends again by itself", async () => {
    const visitor = await on.visitor();
    on.hub.next("Send", { kind: "refuse", words: "rateLimited: words for a developer; retryAfter=2" });
    const asked = Date.now();
    await visitor.write("vite");
    await visitor.notice().getByText("Un peu de patience").waitFor();
    expect(await visitor.notice().textContent()).toMatch(/dans [12] s/);
    await expect.poll(() => on.hub.session.entries.map(({ text }) => text), { timeout: 10_000 }).toEqual(["vite"]);
    expect(Date.now() - asked).toBeGreaterThan(1_900);
    await visitor.notice().waitFor({ state: "detached" });
    expect(new Set(on.hub.callsOf("Send").map(({ clientMessageId }) => clientMessageId)).size).toBe(1);
  });

  test("for want of a store is tried again by itself", async () => {
    const visitor = await on.visitor();
    on.hub.next("Send", { kind: "refuse", words: "unavailable: words for a developer" });
    await visitor.write("un");
    await visitor.notice().getByText("momentanément indisponible").waitFor();
    await visitor.notice().getByRole("button", { name: "Réessayer" }).click();
    await expect.poll(() => on.hub.session.entries.map(({ text }) => text)).toEqual(["un"]);
    await visitor.notice().waitFor({ state: "detached" });
  });

  test.each(["invalid", "tooLong", "originRefused", "identityRefused", "unknownSite"] as const)("%s is said in plain words, with a way out", async (code) => {
    const visitor = await on.visitor();
    on.hub.next("Send", { kind: "refuse", words: `${code}: words for a developer` });
    await visitor.write("mon texte");
    await visitor.chat.getByText(fr.failed[code]).waitFor();
    expect(await visitor.panel.textContent()).not.toMatch(developerText);
    if (code === "invalid" || code === "tooLong") {
      await visitor.chat.getByRole("button", { name: "Modifier" }).click();
      expect(await visitor.field.inputValue()).toBe("mon texte");
      await visitor.sees();
    } else {
      await visitor.chat.getByRole("button", { name: "Réessayer" }).click();
      await expect.poll(() => on.hub.session.entries.map(({ text }) => text)).toEqual(["mon texte"]);
      const ids = on.hub.callsOf("Send").map(({ clientMessageId }) => clientMessageId);
      expect(new Set(ids).size).toBe(1);
    }
  });

  test("before Start makes it start again", async () => {
    const visitor = await on.visitor();
    on.hub.next("Send", { kind: "refuse", words: "notStarted: words for a developer" });
    await visitor.write("un");
    await visitor.sees("un");
    await expect.poll(() => on.hub.session.entries.map(({ text }) => text)).toEqual(["un"]);
    expect(on.hub.callsOf("Start")).toHaveLength(2);
  });

  test("of a session that has ended offers another, where the message goes", async () => {
    const visitor = await on.visitor();
    await visitor.write("avant");
    await visitor.sees("avant");
    on.hub.next("Send", { kind: "refuse", words: "sessionClosed: words for a developer" });
    await visitor.write("après");
    on.hub.session.status = "closed";
    await visitor.chat.getByText("Cette conversation est terminée.").waitFor();
    await visitor.chat.getByRole("button", { name: "Nouvelle conversation" }).click();
    await visitor.sees("après");
    await expect.poll(() => on.hub.sessions.map(({ entries }) => entries.map(({ text }) => text))).toEqual([["avant"], ["après"]]);
  });

  test("with an unknown fault is tried a few times and then left to the visitor", async () => {
    const visitor = await on.visitor();
    for (let times = 0; times < 5; times += 1) on.hub.next("Send", { kind: "refuse", words: "something odd" });
    await visitor.write("un");
    for (let times = 0; times < 4; times += 1) {
      await visitor.notice().getByRole("button", { name: "Réessayer" }).click();
      await expect.poll(() => on.hub.callsOf("Send").length).toBe(times + 2);
    }
    await visitor.chat.getByText("Non envoyé.").waitFor();
    expect(await visitor.panel.textContent()).not.toMatch(developerText);
    await visitor.chat.locator(".failed").getByRole("button", { name: "Réessayer" }).click();
    await expect.poll(() => on.hub.session.entries.map(({ text }) => text)).toEqual(["un"]);
  });
});

describe("a refusal of Start", () => {
  test.each(["unknownSite", "originRefused", "identityRefused", "invalid"] as const)("%s is said in plain words, with a way out", async (code: ErrorCode) => {
    on.hub.next("Start", { kind: "refuse", words: `${code}: words for a developer` });
    const visitor = on.track(new Visitor(await visit(on.browser, on.hub), on.hub));
    await visitor.launcher.click();
    await visitor.notice().getByText(fr.trouble[code](undefined)).waitFor();
    expect(await visitor.panel.textContent()).not.toMatch(developerText);
    await visitor.notice().getByRole("button").click();
    await visitor.isOnline();
  });
});

describe("a refusal over HTTP", () => {
  test("for too many visitors waits as long as it says", async () => {
    const visitor = await on.visitor();
    on.hub.refuseNegotiate = { status: 429, headers: { "Retry-After": "2" } };
    on.hub.drop();
    await visitor.notice().getByText("Un peu de patience").waitFor();
    on.hub.refuseNegotiate = undefined;
    await visitor.isOnline();
    expect(await visitor.notice().count()).toBe(0);
  });

  test("of the page's origin is said in plain words, and can be tried again", async () => {
    const visitor = await on.visitor();
    on.hub.refuseNegotiate = { status: 403, headers: {} };
    await goTo(visitor.page, visitor.page.url());
    await visitor.notice().getByText("La discussion n’est pas ouverte sur cette page").waitFor();
    on.hub.refuseNegotiate = undefined;
    await visitor.notice().getByRole("button", { name: "Réessayer" }).click();
    await visitor.isOnline();
  });
});
