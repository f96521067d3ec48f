import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { FakeHub } from "../fake/hub.ts";

/** Walks through everything a visitor may see, with a picture at each station. */
export async function tellStory(page: Page, hub: FakeHub, lang: "fr" | "en", shoot: (name: string) => Promise<unknown>): Promise<void> {
  const fr = lang === "fr";
  hub.locale = lang;
  hub.settings = fr
    ? {
        name: "Maison Lune",
        agentName: "Léa",
        greeting: "Bonjour ! Je suis Léa, l’assistante de Maison Lune. Que puis-je faire pour vous ?",
        quickReplies: [{ title: "Suivre ma commande" }, { title: "Une idée de cadeau" }, { title: "Livraison et retours" }],
      }
    : {
        name: "Maison Lune",
        agentName: "Lea",
        greeting: "Hello! I am Lea, the assistant of Maison Lune. What can I do for you?",
        quickReplies: [{ title: "Track my order" }, { title: "A gift idea" }, { title: "Delivery and returns" }],
      };
  const chat = page.locator("gateway-chat");
  await shoot("0-launcher");
  await chat.locator("button.launcher").click();
  await chat.getByText(fr ? "Que puis-je faire" : "What can I do").waitFor();
  await shoot("1-greeting");

  await chat.getByRole("button", { name: fr ? "Une idée de cadeau" : "A gift idea" }).click();
  await expect.poll(() => hub.session.entries.length).toBe(1);
  hub.emit("typing", { who: "agent", on: true });
  await chat.locator(".typing").waitFor();
  await shoot("2-typing");

  const answer = fr
    ? "Avec plaisir. Voici **trois idées** qui plaisent beaucoup, toutes *en stock* et livrées sous 48 h :"
    : "With pleasure. Here are **three ideas** that people love, all *in stock* and delivered within 48 hours:";
  const picture = (name: string): string => `/pictures/${encodeURIComponent(name)}`;
  const card = (title: string, text: string, amount: number): object => ({
    kind: "card",
    title,
    text,
    imageUrl: picture(title),
    price: { amount, currency: "EUR" },
    actions: [
      { title: fr ? "Commander" : "Order", payload: `order:${title}` },
      { title: fr ? "Voir la fiche" : "See details", url: "/products/1" },
    ],
  });
  for (const piece of answer.match(/\S+\s*/g) ?? []) hub.delta("turn-1", piece);
  await chat.locator(".growing").waitFor();
  hub.say("agent", answer, {
    turnId: "turn-1",
    parts: [
      card(fr ? "Mug Aurore" : "Dawn mug", fr ? "Grès émaillé, 35 cl, fait main" : "Glazed stoneware, 35 cl, hand made", 24.9),
      card(fr ? "Vase Brume" : "Mist vase", fr ? "Verre soufflé bouche, 22 cm" : "Mouth-blown glass, 22 cm", 49),
      card(fr ? "Théière Nuit" : "Night teapot", fr ? "Fonte, 80 cl" : "Cast iron, 80 cl", 1249.5),
    ] as never,
  });
  await chat.locator(".card").nth(2).waitFor();
  await shoot("3-cards");

  const field = chat.locator("textarea");
  await field.fill(fr ? "Le vase me plaît. Quels sont les délais et les frais ?" : "I like the vase. How long does delivery take, and what does it cost?");
  await field.press("Enter");
  await expect.poll(() => hub.session.entries.length).toBe(3);
  const delivery = fr
    ? "Bonne nouvelle : la livraison est **offerte** dès 45 €.\n\n| Mode | Délai | Frais |\n| --- | --- | --- |\n| Domicile | 48 h | offert |\n| Relais | 3 jours | offert |\n| Express | 24 h | 9,90 € |\n\n- Retour gratuit sous 30 jours\n- Suivi en ligne : [votre espace](https://example.com/suivi)\n\nSouhaitez-vous"
    : "Good news: delivery is **free** from 45 €.\n\n| Way | Time | Cost |\n| --- | --- | --- |\n| Home | 48 h | free |\n| Pick-up | 3 days | free |\n| Express | 24 h | 9.90 € |\n\n- Free returns within 30 days\n- Follow it online: [your account](https://example.com/track)\n\nWould you like";
  hub.delta("turn-2", delivery);
  await chat.locator(".growing table").waitFor();
  await shoot("4-streaming");

  hub.say("agent", `${delivery}${fr ? " le commander ?" : " to order it?"}`, {
    turnId: "turn-2",
    parts: [{ kind: "quickReplies", choices: fr ? [{ title: "Oui, commander" }, { title: "Plus tard" }] : [{ title: "Yes, order it" }, { title: "Later" }] }],
  });
  await chat.getByRole("button", { name: fr ? "Oui, commander" : "Yes, order it" }).click();
  await expect.poll(() => hub.session.entries.length).toBe(5);
  hub.say("agent", fr ? "Parfait. Où devons-nous l’envoyer ?" : "Perfect. Where shall we send it?", {
    turnId: "turn-3",
    parts: [
      {
        kind: "form",
        id: "address",
        submitTitle: fr ? "Valider" : "Confirm",
        fields: [
          { name: "name", label: fr ? "Nom et prénom" : "Full name", type: "text", required: true },
          { name: "phone", label: fr ? "Téléphone" : "Phone", type: "tel", required: true },
        ],
      },
    ],
  });
  await chat.locator("form.form").waitFor();
  await shoot("5-form");

  hub.say("system", fr ? "Marie a rejoint la conversation" : "Marie joined the conversation");
  hub.emit("status", { status: "handedOver", operator: "Marie" });
  hub.say("operator", fr ? "Bonjour, ici Marie. Je peux aussi vous le mettre de côté en boutique :" : "Hello, this is Marie. I can also keep it for you at the shop:", {
    author: "Marie",
    parts: [
      {
        kind: "slots",
        slots: ["10:00", "11:30", "14:00", "16:30"].map((time) => ({
          title: fr ? `mar. 24 nov. ${time}` : `Tue 24 Nov ${time}`,
          start: `2026-11-24T${time}:00+01:00`,
          end: `2026-11-24T${time}:30+01:00`,
          payload: `slot:${time}`,
        })),
      },
      { kind: "link", title: fr ? "Plan d’accès" : "How to find us", url: "https://example.com/map" },
    ],
  });
  await chat.locator(".slot").first().waitFor();
  await shoot("6-slots");

  hub.next("Send", { kind: "refuse", words: "invalid: text" }, { kind: "refuse", words: "rateLimited: 10 messages a minute; retryAfter=42" });
  await field.fill(fr ? "Un message refusé" : "A refused message");
  await field.press("Enter");
  await chat.locator(".failed").waitFor();
  await field.fill(fr ? "Et un autre qui attend" : "And another that waits");
  await field.press("Enter");
  await chat.locator(".notice").waitFor();
  await shoot("7-refused");

  await chat.locator(".scroller").evaluate((element) => (element.scrollTop = 200));
  hub.say("operator", fr ? "Je reste à votre disposition." : "I am here if you need me.", { author: "Marie" });
  await chat.locator(".unseen").waitFor();
  await shoot("8-unseen");

  hub.refuseNegotiate = { status: 503, headers: {} };
  await page.context().setOffline(true);
  hub.drop();
  await chat.locator(".notice").getByText(fr ? "Vous êtes hors ligne" : "You are offline").waitFor();
  await shoot("9-offline");

  hub.refuseNegotiate = { status: 403, headers: {} };
  await page.context().setOffline(false);
  await chat.locator(".notice button").waitFor();
  await shoot("10-refused");
  hub.refuseNegotiate = undefined;
  await chat.locator(".notice button").click();
  await chat.locator(".state.live").waitFor();
  hub.emit("status", { status: "closed" });
  await chat.locator(".ended").waitFor();
  await shoot("11-ended");
}
