import { inFreshWindow, isNative } from "./fresh-window.ts";

/**
 * What the widget takes from the page's browser, as it stood when this script ran: what the page does to its globals later is not
 * ours to suffer. Everything may be missing, be of the page's own making, or throw when it is touched.
 */
export interface PageTools {
  readonly fetch: typeof fetch | undefined;
  readonly XMLHttpRequest: typeof XMLHttpRequest | undefined;
  readonly WebSocket: typeof WebSocket | undefined;
  readonly EventSource: typeof EventSource | undefined;
  readonly BroadcastChannel: typeof BroadcastChannel | undefined;
  readonly ResizeObserver: typeof ResizeObserver | undefined;
  readonly MutationObserver: typeof MutationObserver | undefined;
}

/**
 * Takes them from that window.
 * @param around the window with the page's document, which alone can be observed with its tools
 */
export function takeTools(window: object, around = window): PageTools {
  const xhr = functionOf(window, "XMLHttpRequest");
  const fetching = functionOf(window, "fetch");
  // Called with the window as a page calls it; some replacements of it look at `this`.
  const bound: typeof fetch | undefined = fetching === undefined ? undefined : (input, init) => fetching.call(window, input, init);
  return {
    // A replacement may answer anything. It is used only where there is nothing of the browser's own.
    fetch: fetching !== undefined && !isNative(fetching) && isNative(xhr) ? undefined : bound,
    XMLHttpRequest: xhr,
    WebSocket: functionOf(window, "WebSocket"),
    EventSource: functionOf(window, "EventSource"),
    BroadcastChannel: functionOf(window, "BroadcastChannel"),
    ResizeObserver: functionOf(around, "ResizeObserver"),
    MutationObserver: functionOf(around, "MutationObserver"),
  };
}

export const tools = takeTools(globalThis, window);

/** What the page's document lists, as an array of ours: going through its lists is the page's own doing. */
export function listed<Element>(list: ArrayLike<Element>): Element[] {
  return Array.prototype.slice.call(list) as Element[];
}

/** Whether the page's window matches that media query; no where it cannot be asked. */
export function matches(query: string): boolean {
  return mediaQuery(query)?.matches ?? false;
}

/** That media query, or undefined where the browser or the page has none. */
export function mediaQuery(query: string): MediaQueryList | undefined {
  try {
    const list: unknown = window.matchMedia(query);
    return isMediaQueryList(list) ? list : undefined;
  } catch {
    // No `matchMedia`, or a replacement that knows no such query: a wide screen with a mouse is assumed.
    return undefined;
  }
}

/** The visitor's languages, the preferred one first. */
export function languages(): readonly string[] {
  const all: unknown = navigator.languages;
  const known = Array.isArray(all) ? all : [navigator.language as unknown];
  return known.filter((tag): tag is string => typeof tag === "string");
}

/** Gives an element its shadow with the tools of a window that no script has touched, for pages that have broken theirs. */
export function attachShadowAnyway(element: Element, init: ShadowRootInit): ShadowRoot {
  return inFreshWindow((fresh) => fresh.Element.prototype.attachShadow.call(element, init));
}

function functionOf<Name extends keyof typeof globalThis>(window: object, name: Name): (typeof globalThis)[Name] | undefined {
  try {
    const value = (window as typeof globalThis)[name] as unknown;
    return typeof value === "function" ? (value as (typeof globalThis)[Name]) : undefined;
  } catch {
    // A getter that throws is as good as nothing there.
    return undefined;
  }
}

function isMediaQueryList(value: unknown): value is MediaQueryList {
  return typeof value === "object" && value !== null && "matches" in value && typeof (value as { addEventListener?: unknown }).addEventListener === "function";
}
