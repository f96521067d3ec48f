import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { launch, type visit } from "./browser.ts";
import { FakeHub } from "./hub.ts";
import { Visitor } from "./visitor.ts";

/** A browser and a gateway for the tests of one file, both as new for each test. */
export interface Stage {
  readonly hub: FakeHub;
  readonly browser: Browser;
  /** Someone comes to the page and opens the chat; they leave when the test is over. */
  visitor(options?: Parameters<typeof visit>[2]): Promise<Visitor>;
  /** Someone who leaves when the test is over. */
  track(visitor: Visitor): Visitor;
}

export function stage(): Stage {
  let browser: Browser | undefined;
  let hub: FakeHub | undefined;
  let visitors: Visitor[] = [];
  const ready = <T>(thing: T | undefined): T => {
    if (thing === undefined) throw new Error("The stage is set up before each test, not before.");
    return thing;
  };
  beforeAll(async () => {
    [browser, hub] = await Promise.all([launch(), FakeHub.start()]);
  });
  afterAll(async () => {
    await browser?.close();
    await hub?.stop();
  });
  beforeEach(() => hub?.reset());
  afterEach(async () => {
    const leaving = visitors;
    visitors = [];
    for (const visitor of leaving) await visitor.leave();
  });
  return {
    get hub() {
      return ready(hub);
    },
    get browser() {
      return ready(browser);
    },
    async visitor(options = {}) {
      return this.track(await Visitor.chatting(this.browser, this.hub, options));
    },
    track(visitor) {
      visitors.push(visitor);
      return visitor;
    },
  };
}
