import type { ReactiveController, ReactiveControllerHost } from "lit";
import { listed, mediaQuery } from "./page.ts";

const phone = "(max-width: 480px), (max-height: 480px)";

/** Knows whether the panel fills the screen, and keeps it above the soft keyboard while it does. */
export class FullScreen implements ReactiveController {
  readonly #query = mediaQuery(phone);

  constructor(private readonly host: ReactiveControllerHost & HTMLElement) {
    host.addController(this);
  }

  get active(): boolean {
    return this.#query?.matches ?? false;
  }

  hostConnected(): void {
    this.#query?.addEventListener("change", this.#changed);
    window.visualViewport?.addEventListener("resize", this.#fit);
    window.visualViewport?.addEventListener("scroll", this.#fit);
    this.#fit();
  }

  hostDisconnected(): void {
    this.#query?.removeEventListener("change", this.#changed);
    window.visualViewport?.removeEventListener("resize", this.#fit);
    window.visualViewport?.removeEventListener("scroll", this.#fit);
  }

  /** Keeps the Tab key inside while nothing else can be seen. */
  trapTab(event: KeyboardEvent, panel: HTMLElement): void {
    if (!this.active || event.key !== "Tab") return;
    const stops = listed(panel.querySelectorAll<HTMLElement>("a[href], button, input, textarea, [tabindex]")).filter(
      (element) => element.tabIndex >= 0 && element.getClientRects().length > 0,
    );
    const at = stops.indexOf(event.target as HTMLElement);
    const end = event.shiftKey ? 0 : stops.length - 1;
    if (at !== end) return;
    event.preventDefault();
    stops[event.shiftKey ? stops.length - 1 : 0]?.focus();
  }

  readonly #changed = (): void => {
    this.#fit();
    this.host.requestUpdate();
  };

  readonly #fit = (): void => {
    const view = window.visualViewport ?? undefined;
    if (view === undefined || !this.active) return;
    // A page zoomed in by two fingers is the visitor's own choice of view.
    if (view.scale > 1.01) return;
    this.host.style.setProperty("--viewport-height", `${view.height}px`);
    this.host.style.setProperty("--viewport-top", `${view.offsetTop}px`);
  };
}
