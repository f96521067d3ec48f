import { describe, expect, test } from "vitest";
import { visit } from "../fake/browser.ts";
import { stage } from "../fake/stage.ts";
import { Visitor } from "../fake/visitor.ts";

const on = stage();

/** Someone who opens the chat on a page whose clock the test can move. */
async function impatient(): Promise<Visitor> {
  const visitor = on.track(new Visitor(await visit(on.browser, on.hub, { clock: true }), on.hub));
  await visitor.launcher.click();
  return visitor;
}

/** Both sides are heard. */
async function chats(visitor: Visitor, words: string): Promise<void> {
  await visitor.isOnline();
  await visitor.write(words);
  await expect.poll(() => on.hub.session.entries.map(({ text }) => text)).toContain(words);
  const before = await visitor.messages();
  on.hub.say("agent", `Réponse à ${words}`);
  await visitor.sees(...before, `Réponse à ${words}`);
}

describe("WebSockets that", () => {
  test("are refused give way to server-sent events, from the next connection on without being tried", async () => {
    on.hub.proxy = { webSockets: "refuse" };
    const visitor = await on.visitor();
    await chats(visitor, "un");
    on.hub.drop();
    await expect.poll(() => on.hub.carried.length).toBe(2);
    await chats(visitor, "deux");
    await visitor.page.reload();
    await chats(visitor, "trois");
    expect(on.hub.carried).toEqual(["serverSentEvents", "serverSentEvents", "serverSentEvents"]);
    expect(on.hub.upgrades).toBe(1);
  });

  test.each(["hold", "swallow"] as const)("a proxy would %s give way once they are silent, and keep what was written", async (webSockets) => {
    on.hub.proxy = { webSockets };
    const visitor = await impatient();
    await visitor.write("un");
    await expect.poll(() => on.hub.upgrades).toBe(1);
    await visitor.page.clock.fastForward(5_500);
    expect(on.hub.carried).toEqual([]);
    await visitor.page.clock.fastForward(1_000);
    await expect.poll(() => on.hub.session.entries.map(({ text }) => text)).toEqual(["un"]);
    await chats(visitor, "deux");
    on.hub.drop();
    await visitor.page.clock.fastForward(2_000);
    await chats(visitor, "trois");
    expect(on.hub.carried).toEqual(["serverSentEvents", "serverSentEvents"]);
    expect(on.hub.upgrades).toBe(1);
    await expect.poll(() => on.hub.openUpgrades).toBe(0);
  });

  test("pass again are taken again ten minutes later", async () => {
    on.hub.proxy = { webSockets: "refuse" };
    const visitor = await impatient();
    await chats(visitor, "un");
    on.hub.proxy = {};
    await visitor.page.clock.fastForward(10 * 60_000 + 1_000);
    on.hub.drop();
    await visitor.page.clock.fastForward(2_000);
    await expect.poll(() => on.hub.carried).toEqual(["serverSentEvents", "webSockets"]);
  });
});

test("events that a proxy gathers and does not pass on give way to long polling", async () => {
  on.hub.proxy = { webSockets: "refuse", events: "hold" };
  const visitor = await impatient();
  await visitor.page.clock.fastForward(500);
  await expect.poll(() => on.hub.streams).toBe(1);
  await visitor.page.clock.fastForward(6_500);
  await chats(visitor, "un");
  expect(on.hub.carried).toEqual(["longPolling"]);
});

describe("a gateway that is not reached", () => {
  test.each([
    ["fr", "La discussion ne répond pas pour le moment.", "Réessayer"],
    ["en", "We cannot reach the chat from here right now.", "Try again"],
  ])("is told so in words (%s), with a way out, and what was written is sent in the end", async (lang, words, again) => {
    on.hub.refuseNegotiate = { status: 502, headers: {} };
    const visitor = on.track(new Visitor(await visit(on.browser, on.hub, { clock: true, lang, context: { locale: lang } }), on.hub));
    await visitor.launcher.click();
    await visitor.write("gardé");
    await visitor.page.clock.fastForward(16_000);
    await visitor.notice().getByText(words).waitFor();
    expect(await visitor.chat.locator(".state").textContent()).not.toMatch(/…/);
    const { negotiations } = on.hub;
    await visitor.notice().getByRole("button", { name: again }).click();
    await expect.poll(() => on.hub.negotiations).toBeGreaterThan(negotiations);
    on.hub.refuseNegotiate = undefined;
    await visitor.page.clock.fastForward(2_000);
    await visitor.isOnline();
    await expect.poll(() => on.hub.session.entries.map(({ text }) => text)).toEqual(["gardé"]);
    expect(await visitor.notice().count()).toBe(0);
  });

  test("by any transport is told so as well", async () => {
    on.hub.proxy = { webSockets: "hold", events: "hold", polling: "hold" };
    const visitor = await impatient();
    await expect.poll(() => on.hub.upgrades).toBe(1);
    await visitor.page.clock.fastForward(6_100);
    await expect.poll(() => on.hub.streams).toBe(1);
    await visitor.page.clock.fastForward(6_100);
    await visitor.page.clock.fastForward(4_000);
    await visitor.notice().getByText("La discussion ne répond pas pour le moment.").waitFor();
    on.hub.proxy = {};
    await visitor.notice().getByRole("button", { name: "Réessayer" }).click();
    await visitor.isOnline();
  });
});
