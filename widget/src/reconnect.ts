const firstMs = 1_000;
const longestMs = 30_000;

/**
 * How long to wait before the next attempt: exponential to 30 s with full jitter, without end. Full jitter spreads the visitors of
 * a shop evenly when a node goes away under all of them at once.
 * @param attempt 0 for the first attempt after a break
 * @param random a number from 0 to 1, 1 excluded
 */
export function reconnectDelayMs(attempt: number, random: number): number {
  const ceiling = Math.min(longestMs, firstMs * 2 ** Math.min(attempt, 16));
  return Math.round(random * ceiling);
}

/** Calls back whenever the page has reason to believe that the network is there again. Returns what ends it. */
export function onWakeUp(wake: () => void): () => void {
  const whenVisible = (): void => {
    if (document.visibilityState === "visible") wake();
  };
  window.addEventListener("online", wake);
  window.addEventListener("pageshow", wake);
  document.addEventListener("visibilitychange", whenVisible);
  return () => {
    window.removeEventListener("online", wake);
    window.removeEventListener("pageshow", wake);
    document.removeEventListener("visibilitychange", whenVisible);
  };
}
