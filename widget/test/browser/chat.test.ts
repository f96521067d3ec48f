import { describe, expect, test } from "vitest";
import { stage } from "../fake/stage.ts";

const on = stage();

describe("an answer", () => {
  test("grows while it is worded and stays in place when it is committed", async () => {
    const visitor = await on.visitor();
    await visitor.write("Bonjour");
    await visitor.sees("Bonjour");
    on.hub.emit("typing", { who: "agent", on: true });
    await visitor.chat.locator(".typing").waitFor();
    on.hub.delta("t1", "Avec ");
    on.hub.delta("t1", "**plaisir**");
    await visitor.sees("Bonjour", "Avec plaisir");
    expect(await visitor.chat.locator(".typing").count()).toBe(0);
    const bubble = visitor.chat.locator(".bubble.growing");
    await bubble.evaluate((element) => (element.dataset["same"] = "yes"));
    on.hub.say("agent", "Avec **plaisir** !", { turnId: "t1" });
    await visitor.sees("Bonjour", "Avec plaisir !");
    expect(await visitor.chat.locator("[data-same=yes]").textContent()).toBe("Avec plaisir !");
    expect(await visitor.chat.locator("[data-same=yes] strong").textContent()).toBe("plaisir");
    expect(await visitor.chat.locator(".growing").count()).toBe(0);
  });

  test("is stopped by the visitor, stays as far as it got, and says so", async () => {
    const visitor = await on.visitor();
    await visitor.write("Raconte");
    on.hub.delta("t1", "Il était une");
    const stop = visitor.chat.getByRole("button", { name: "Arrêter la réponse" });
    await stop.waitFor();
    // Whoever writes meanwhile sends.
    await visitor.field.fill("et puis");
    expect(await stop.count()).toBe(0);
    await visitor.field.fill("");
    await stop.click();
    await expect.poll(() => on.hub.callsOf("Stop")).toEqual([{ turnId: "t1" }]);
    on.hub.say("agent", "Il était une", { turnId: "t1", stopped: true });
    await visitor.chat.locator(".meta", { hasText: "Interrompu" }).waitFor();
    await visitor.sees("Raconte", "Il était une");
    expect(await stop.count()).toBe(0);
    expect(await visitor.field.evaluate((field) => (field.getRootNode() as ShadowRoot).activeElement === field)).toBe(true);
  });

  test("that waits for an address to write to shows the keys for it", async () => {
    const visitor = await on.visitor();
    on.hub.say("agent", "Votre adresse e-mail ?", { expects: "email" });
    await visitor.sees("Votre adresse e-mail ?");
    expect(await visitor.field.getAttribute("inputmode")).toBe("email");
    on.hub.say("agent", "Combien en voulez-vous ?", { expects: "digits" });
    await visitor.sees("Votre adresse e-mail ?", "Combien en voulez-vous ?");
    // Who is asked how many may want to say something else: all keys stay.
    expect(await visitor.field.getAttribute("inputmode")).toBeNull();
  });

  test("that comes without deltas ends the typing", async () => {
    const visitor = await on.visitor();
    on.hub.emit("typing", { who: "agent", on: true });
    await visitor.chat.locator(".typing").waitFor();
    on.hub.say("agent", "Voilà", { turnId: "t1" });
    await visitor.sees("Voilà");
    expect(await visitor.chat.locator(".typing").count()).toBe(0);
  });

  test("cannot bring markup of its own", async () => {
    const visitor = await on.visitor();
    on.hub.say("agent", "<img src=x onerror=alert(1)> [x](javascript:alert(1)) **ok**");
    await visitor.sees("<img src=x onerror=alert(1)> x ok");
    expect(await visitor.chat.locator(".bubble img, .bubble a").count()).toBe(0);
  });
});

describe("the composer", () => {
  test("sends on Enter and breaks the line on Shift+Enter", async () => {
    const visitor = await on.visitor();
    await visitor.field.pressSequentially("un");
    await visitor.field.press("Shift+Enter");
    await visitor.field.pressSequentially("deux");
    await visitor.field.press("Enter");
    await visitor.sees("un\ndeux");
    expect(on.hub.callsOf("Send").map(({ text }) => text)).toEqual(["un\ndeux"]);
    expect(await visitor.field.inputValue()).toBe("");
  });

  test("leaves Enter to an input method that is composing", async () => {
    const visitor = await on.visitor();
    await visitor.field.fill("こんにち");
    const taken = await visitor.field.evaluate((field) => {
      const press = (init: KeyboardEventInit): boolean =>
        !field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, composed: true, cancelable: true, ...init }));
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- Safari's only sign of it
      return [press({ isComposing: true }), press({ keyCode: 229 })];
    });
    expect(taken).toEqual([false, false]);
    expect(await visitor.field.inputValue()).toBe("こんにち");
    await visitor.field.press("Enter");
    await visitor.sees("こんにち");
  });

  test("does not send blanks, and says by how much a text is too long", async () => {
    on.hub.settings = { ...on.hub.settings, maxTextLength: 10 };
    const visitor = await on.visitor();
    await visitor.write("   \n ");
    await visitor.write("0123456789abc");
    await visitor.chat.getByText("3 caractères de trop").waitFor();
    await visitor.write("0123456789");
    await visitor.sees("0123456789");
    expect(on.hub.callsOf("Send")).toHaveLength(1);
    on.hub.settings = { ...on.hub.settings, maxTextLength: 4000 };
  });

  test("grows with its text and shrinks again", async () => {
    const visitor = await on.visitor();
    const height = async (): Promise<number> => Math.round((await visitor.field.boundingBox())?.height ?? 0);
    const before = await height();
    await visitor.field.fill("un\ndeux\ntrois");
    await expect.poll(height).toBeGreaterThan(before + 40);
    await visitor.field.fill("un\n".repeat(40));
    await expect.poll(height).toBeLessThan(160);
    await visitor.field.press("Enter");
    await expect.poll(height).toBe(before);
  });

  test("tells that the visitor is typing, seldom", async () => {
    const visitor = await on.visitor();
    await visitor.field.pressSequentially("Bonjour à tous");
    await visitor.field.press("Enter");
    await expect.poll(() => on.hub.callsOf("Typing")).toEqual([{ on: true }, { on: false }]);
  });

  test("keeps what was begun over a reload", async () => {
    const visitor = await on.visitor();
    await visitor.field.fill("pas encore");
    await visitor.page.reload();
    await visitor.isOnline();
    expect(await visitor.field.inputValue()).toBe("pas encore");
  });
});

describe("parts", () => {
  test("quick replies close once one is chosen, and the chosen stays readable", async () => {
    const visitor = await on.visitor();
    on.hub.say("agent", "Bleu ou vert ?", { parts: [{ kind: "quickReplies", choices: [{ title: "Bleu", payload: "blue" }, { title: "Vert" }] }] });
    await visitor.chat.getByRole("button", { name: "Bleu" }).click();
    await visitor.sees("Bleu ou vert ?", "Bleu");
    expect(on.hub.callsOf("Send")).toMatchObject([{ text: "Bleu", payload: "blue" }]);
    const chosen = visitor.chat.locator(".choice.chosen");
    expect(await chosen.count()).toBe(1);
    expect(await chosen.textContent()).toContain("Bleu");
    const other = visitor.chat.getByRole("button", { name: "Vert" });
    expect(await other.getAttribute("aria-disabled")).toBe("true");
    await other.click({ force: true });
    await visitor.page.reload();
    await visitor.sees("Bleu ou vert ?", "Bleu");
    expect(await visitor.chat.locator(".choice.chosen").textContent()).toContain("Bleu");
    expect(on.hub.callsOf("Send")).toHaveLength(1);
  });

  test("the greeting's quick replies are there until something was said", async () => {
    const visitor = await on.visitor();
    await visitor.chat.getByRole("button", { name: "Une idée de cadeau" }).click();
    await visitor.sees("Une idée de cadeau");
    expect(on.hub.callsOf("Send")).toMatchObject([{ text: "Une idée de cadeau", payload: "gift" }]);
    expect(await visitor.chat.getByRole("button", { name: "Où en est ma commande" }).getAttribute("aria-disabled")).toBe("true");
  });

  test("a card shows picture, price and actions", async () => {
    const visitor = await on.visitor({ attributes: 'image-hosts="cdn.example"' });
    on.hub.say("agent", "", {
      parts: [
        {
          kind: "card",
          title: "Vase Brume",
          text: "22 cm",
          imageUrl: "/pictures/vase",
          price: { amount: 1249.5, currency: "EUR" },
          actions: [
            { title: "Commander", payload: "order:vase" },
            { title: "La fiche", url: "/products/vase" },
            { title: "Piège", url: "javascript:alert(1)" },
          ],
        },
      ],
    });
    const card = visitor.chat.locator(".card");
    await card.waitFor();
    expect((await card.locator(".price").textContent())?.replace(/\s/g, " ")).toBe("1 249,50 €");
    expect(await card.locator("img").getAttribute("src")).toBe(`${on.hub.origin}/pictures/vase`);
    expect(await card.locator("a").getAttribute("href")).toBe(`${on.hub.origin}/products/vase`);
    expect(await card.getByText("Piège").count()).toBe(0);
    await card.getByRole("button", { name: "Commander" }).click();
    await expect.poll(() => on.hub.callsOf("Send")).toMatchObject([{ text: "Commander", payload: "order:vase" }]);
  });

  test("a picture from a stranger is not fetched", async () => {
    const visitor = await on.visitor();
    const asked: string[] = [];
    visitor.page.on("request", (request) => asked.push(request.url()));
    on.hub.say("agent", "![x](https://evil.example/a)", { parts: [{ kind: "card", title: "Vase", imageUrl: "https://evil.example/?q=secret" }] });
    await visitor.chat.locator(".card").waitFor();
    expect(await visitor.chat.locator(".card img").count()).toBe(0);
    expect(asked.filter((url) => url.includes("evil"))).toEqual([]);
  });

  test("slots, links and kinds nobody knows yet stand side by side", async () => {
    const visitor = await on.visitor();
    on.hub.say("agent", "Quand ?", {
      parts: [
        { kind: "hologram" },
        { kind: "slots", slots: [{ title: "lundi 9 h", start: "2026-11-23T09:00:00+01:00", end: "2026-11-23T09:30:00+01:00", payload: "slot:1" }] },
        { kind: "link", title: "Le plan", url: "https://shop.example/plan" },
        { kind: "link", title: "Piège", url: "data:text/html,x" },
        { kind: "link", title: "Appeler", url: "tel:+33100000000" },
      ],
    });
    await visitor.chat.locator(".slot").waitFor();
    const links = await visitor.chat.locator("a.link").evaluateAll((all) => all.map((a) => [a.getAttribute("href"), a.getAttribute("rel"), a.getAttribute("target")]));
    expect(links).toEqual([
      ["https://shop.example/plan", "noopener nofollow", "_blank"],
      ["tel:+33100000000", "noopener nofollow", null],
    ]);
    await visitor.chat.locator(".slot").click();
    await expect.poll(() => on.hub.callsOf("Send")).toMatchObject([{ text: "lundi 9 h", payload: "slot:1" }]);
  });

  test("a form sends one line for each field, and only when it is complete", async () => {
    const visitor = await on.visitor();
    on.hub.say("agent", "Votre adresse ?", {
      parts: [
        {
          kind: "form",
          id: "address",
          submitTitle: "Valider",
          fields: [
            { name: "name", label: "Nom", type: "text", required: true },
            { name: "phone", label: "Téléphone", type: "tel", required: false },
            { name: "odd", label: "Autre", type: "password", required: false },
          ],
        },
      ],
    });
    await visitor.chat.getByRole("button", { name: "Valider" }).click();
    expect(on.hub.callsOf("Send")).toEqual([]);
    expect(await visitor.chat.getByLabel("Autre").getAttribute("type")).toBe("text");
    await visitor.chat.getByLabel("Nom").fill("Ada Lovelace");
    await visitor.chat.getByLabel("Téléphone").fill("01 00 00 00 00");
    await visitor.chat.getByRole("button", { name: "Valider" }).click();
    await expect.poll(() => on.hub.callsOf("Send")).toMatchObject([{ text: "Nom: Ada Lovelace\nTéléphone: 01 00 00 00 00", payload: "address" }]);
    await visitor.chat.getByText("Envoyé, merci").waitFor();
  });
});

describe("scrolling", () => {
  test("follows the newest message at the end, and leaves a reader where they are", async () => {
    const visitor = await on.visitor();
    for (let count = 0; count < 30; count += 1) on.hub.say("agent", `Message ${count}\n\nsur deux lignes`);
    const scroller = visitor.chat.locator(".scroller");
    const fromEnd = (): Promise<number> => scroller.evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight);
    await expect.poll(() => visitor.messages().then((all) => all.length)).toBe(30);
    await expect.poll(fromEnd).toBeLessThan(2);
    on.hub.delta("t1", "Une longue réponse.\n\n".repeat(20));
    await visitor.chat.getByText("Une longue réponse.").nth(19).waitFor();
    await expect.poll(fromEnd).toBeLessThan(2);
    // Whoever scrolls is seen to do so with the next frame.
    await scroller.evaluate((element) => {
      element.scrollTop = 100;
      return new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)));
    });
    expect(await fromEnd()).toBeGreaterThan(500);
    on.hub.say("agent", "Tout en bas", { turnId: "t1" });
    const button = visitor.chat.getByRole("button", { name: "Nouveau message" });
    await button.waitFor();
    expect(await scroller.evaluate((element) => element.scrollTop)).toBe(100);
    await button.click();
    await expect.poll(fromEnd).toBeLessThan(2);
    expect(await button.count()).toBe(0);
  });

  test("brings older history in above what is read", async () => {
    on.hub.known("opened-before");
    for (let count = 1; count <= 120; count += 1) on.hub.store("agent", `Message ${count}`);
    const visitor = await on.visitor({
      context: {
        storageState: {
          cookies: [],
          origins: [
            {
              origin: on.hub.origin,
              localStorage: [{ name: "gateway-chat:demo-shop", value: JSON.stringify({ token: "opened-before", sessionId: on.hub.session.id, readSeq: 120 }) }],
            },
          ],
        },
      },
    });
    await expect.poll(() => visitor.messages().then((all) => [all.length, all[0]])).toEqual([50, "Message 71"]);
    await visitor.chat.locator(".scroller").evaluate((element) => (element.scrollTop = 0));
    const earlier = visitor.chat.getByRole("button", { name: "Afficher les messages précédents" });
    await earlier.click();
    await expect.poll(() => visitor.messages().then((all) => [all.length, all[0]])).toEqual([100, "Message 21"]);
    const box = await visitor.chat.getByText("Message 71", { exact: true }).boundingBox();
    const frame = await visitor.chat.locator(".scroller").boundingBox();
    expect(box?.y).toBeGreaterThan((frame?.y ?? 0) - 1);
    expect(box?.y).toBeLessThan((frame?.y ?? 0) + (frame?.height ?? 0));
    await earlier.click();
    await expect.poll(() => visitor.messages().then((all) => [all.length, all[0]])).toEqual([120, "Message 1"]);
    expect(await earlier.count()).toBe(0);
  });
});
