import { mkdir } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, test } from "vitest";
import { launch, visit } from "../fake/browser.ts";
import { FakeHub } from "../fake/hub.ts";
import { tellStory } from "./story.ts";

const folder = process.env["SCREENSHOTS"] ?? "artifacts/screenshots";
const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 860 } };
let browser: Browser;
let hub: FakeHub;

beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  browser = await launch();
  hub = await FakeHub.start();
});
afterAll(async () => {
  await browser.close();
  await hub.stop();
});
beforeEach(() => hub.reset());

for (const [size, viewport] of Object.entries(sizes))
  for (const colorScheme of ["light", "dark"] as const)
    for (const lang of ["fr", "en"] as const)
      test(`${size} ${colorScheme} ${lang}`, async () => {
        const touch = size === "phone";
        const page = await visit(browser, hub, {
          lang,
          // English pages wear another colour: a deep one in light, a bright one in dark.
          attributes: lang === "fr" ? "" : colorScheme === "light" ? 'class="shop"' : 'class="sun"',
          context: {
            viewport,
            colorScheme,
            reducedMotion: "no-preference",
            locale: lang === "fr" ? "fr-FR" : "en-GB",
            hasTouch: touch,
            isMobile: touch,
            deviceScaleFactor: touch ? 2 : 1,
          },
        });
        const shoot = (name: string): Promise<unknown> =>
          settled(page).then(() => page.screenshot({ path: `${folder}/${size}-${colorScheme}-${lang}-${name}.png` }));
        await tellStory(page, hub, lang, shoot);
        await page.context().close();
      });

/** After two frames and all finite animations, what is seen is what stays. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const root = document.querySelector("gateway-chat")?.shadowRoot;
    const running = (root?.getAnimations() ?? []).filter((one) => one.effect?.getTiming().iterations !== Infinity);
    await Promise.allSettled(running.map((one) => one.finished));
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  });
}
