import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import type { FakeHub } from "./hub.ts";

const names = ["chromium", "google-chrome", "chromium-browser"];
const macApp = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/** The Chromium of the machine; `CHROMIUM_PATH` names another one. */
function chromiumPath(): string {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const candidates = [...names.flatMap((name) => folders.map((folder) => join(folder, name))), macApp];
  const found = process.env["CHROMIUM_PATH"] ?? candidates.find((path) => existsSync(path));
  if (found === undefined) throw new Error("Chromium is needed: apt-get install chromium, or set CHROMIUM_PATH.");
  return found;
}

/** Starts a browser without a window. */
export function launch(...more: string[]): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath(),
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--force-color-profile=srgb", ...more],
  });
}

/** What a page did that no page with the widget may do: errors, warnings of the browser, refused policies. */
export const complaints = new WeakMap<Page, string[]>();

/** Opens a page of the shop in a browser of its own, without anything remembered. */
export async function visit(
  browser: Browser,
  hub: FakeHub,
  options: { attributes?: string; lang?: string; context?: BrowserContextOptions; clock?: boolean } = {},
): Promise<Page> {
  const context = await browser.newContext({ locale: "fr-FR", timezoneId: "Europe/Paris", reducedMotion: "reduce", ...options.context });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  // Time goes on as it does, and can be moved forward.
  if (options.clock === true) await page.clock.install();
  await goTo(page, hub.page(options.attributes, options.lang));
  return page;
}

/** Goes to a page and waits until the widget stands there. */
export async function goTo(page: Page, url: string): Promise<void> {
  if (!complaints.has(page)) {
    const heard: string[] = [];
    complaints.set(page, heard);
    page.on("pageerror", (error) => heard.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error" && /Content.Security|TrustedHTML|Trusted Type/i.test(message.text())) heard.push(message.text());
    });
  }
  await page.goto(url);
  await page.locator("gateway-chat button.launcher").waitFor();
}
