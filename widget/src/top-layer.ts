import type { ReactiveController } from "lit";
import { tools } from "./page.ts";

/** Scroll bars lie within it; whatever else moves the element moves it further, sooner or later. */
const astrayPx = 24;

/**
 * Keeps the fixed element in its corner of the window. A page whose body (or any element around the widget) has a transform, a
 * filter, a perspective, containment or `will-change` makes "fixed" mean "fixed in there": the launcher would lie at the end of the
 * page, or travel with it. Once that is seen, the element goes to the browser's top layer, which no ancestor moves, and stays there. It is seen by where
 * the element lies, not by a list of properties, which grows with CSS. Elsewhere it stays below whatever the page puts above its `z-index`.
 */
export class TopLayer implements ReactiveController {
  #styles: MutationObserver | undefined;
  #asked = false;

  constructor(private readonly host: HTMLElement) {}

  hostConnected(): void {
    // Capture: scrolling does not bubble, and on such pages it is often the body or a box in it that scrolls.
    window.addEventListener("scroll", this.#soon, { capture: true, passive: true });
    window.addEventListener("resize", this.#soon);
    document.addEventListener("transitionend", this.#soon);
    if (tools.MutationObserver === undefined) return;
    this.#styles = new tools.MutationObserver(this.#soon);
    for (let around = elementAround(this.host); around !== undefined; around = elementAround(around))
      this.#styles.observe(around, { attributes: true, attributeFilter: ["class", "style"] });
  }

  hostUpdated(): void {
    this.#soon();
  }

  hostDisconnected(): void {
    window.removeEventListener("scroll", this.#soon, { capture: true });
    window.removeEventListener("resize", this.#soon);
    document.removeEventListener("transitionend", this.#soon);
    this.#styles?.disconnect();
  }

  /** With the next frame, so that looking costs the page no layout of its own. */
  readonly #soon = (): void => {
    if (this.#asked) return;
    this.#asked = true;
    requestAnimationFrame(() => {
      this.#asked = false;
      this.#look();
    });
  };

  #look(): void {
    const { host } = this;
    if (!host.isConnected || typeof host.showPopover !== "function" || isOnTop(host) || !isAstray(host)) return;
    try {
      host.popover = "manual";
      host.showPopover();
    } catch {
      // Not to be had here: it stays where the page has put it.
    }
  }
}

/** The element that one stands in, also where that is another component. */
function elementAround(element: Element): Element | undefined {
  const root = element.getRootNode();
  return element.parentElement ?? (root instanceof ShadowRoot ? root.host : undefined);
}

function isOnTop(host: HTMLElement): boolean {
  return host.popover === "manual" && host.matches(":popover-open");
}

/** Whether it lies elsewhere than its own style says, measured from the window. */
function isAstray(host: HTMLElement): boolean {
  const style = getComputedStyle(host);
  // While two fingers have zoomed in, the window's measures say nothing.
  if (style.position !== "fixed" || host.getClientRects().length === 0 || (window.visualViewport?.scale ?? 1) > 1.01) return false;
  const { right, bottom } = host.getBoundingClientRect();
  const away = (edge: number, windowPx: number, inset: string): boolean => Math.abs(windowPx - parseFloat(inset) - edge) > astrayPx;
  return away(right, document.documentElement.clientWidth, style.right) || away(bottom, window.innerHeight, style.bottom);
}
