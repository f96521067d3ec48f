/** Bears the window that the widget runs in when the page's is spoilt. */
export const quartersMark = "data-gateway-chat";

/** Whether this script runs in a window of its own, and shows its chat in the one around it. */
export const isGuest = globalThis.frameElement?.hasAttribute(quartersMark) === true;

/** The page's window, wherever this script runs. `vite.config.ts` puts these in the place of what goes by their names. */
export const window = (isGuest ? globalThis.parent : globalThis) as Window & typeof globalThis;
// eslint-disable-next-line @typescript-eslint/unbound-method -- they ask for no `this`
export const { document, location, customElements, HTMLElement, Document, ShadowRoot, Node, CSSStyleSheet, getComputedStyle, requestAnimationFrame } = window;
