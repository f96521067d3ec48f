import type { Browser, Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { complaints, visit } from "./browser.ts";
import type { FakeHub } from "./hub.ts";

/** Someone on the shop's page, with the eyes and hands of a person. */
export class Visitor {
  readonly chat: Locator;
  readonly field: Locator;
  readonly launcher: Locator;
  readonly panel: Locator;

  constructor(
    readonly page: Page,
    readonly hub: FakeHub,
  ) {
    this.chat = page.locator("gateway-chat");
    this.field = this.chat.locator("textarea");
    this.launcher = this.chat.locator("button.launcher");
    this.panel = this.chat.locator(".panel");
  }

  /** Comes to the page and opens the chat. */
  static async chatting(browser: Browser, hub: FakeHub, options: Parameters<typeof visit>[2] = {}): Promise<Visitor> {
    const visitor = new Visitor(await visit(browser, hub, options), hub);
    await visitor.open();
    return visitor;
  }

  async open(): Promise<void> {
    await this.launcher.click();
    await this.isOnline();
  }

  async isOnline(): Promise<void> {
    await this.chat.locator(".state.live").waitFor();
  }

  async write(text: string): Promise<void> {
    await this.field.fill(text);
    await this.field.press("Enter");
  }

  /** What stands in the transcript, from top to bottom, without the greeting. */
  async messages(): Promise<string[]> {
    return this.chat.locator("[data-key]:not([data-key=greeting])").evaluateAll((all) =>
      all.map((message) => (message.querySelector(".bubble") ?? message).textContent.trim()),
    );
  }

  async sees(...messages: string[]): Promise<void> {
    await expect.poll(() => this.messages(), { timeout: 10_000 }).toEqual(messages);
  }

  notice(): Locator {
    return this.chat.locator(".notice");
  }

  /** Leaves; whatever the page complained about is a failure. */
  async leave(): Promise<void> {
    await this.page.context().close();
    expect(complaints.get(this.page) ?? []).toEqual([]);
  }
}
