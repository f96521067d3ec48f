/** Other tags may bear what is no address at all. */
const ours = /^[^?#]*\/gateway-chat\.js([?#]|$)/;

/**
 * The tag that this script came from, read while it runs: in its own window's document. A module has no `currentScript`; then the tag
 * that bears the file's name tells. Loops by hand: the page may have bent all else.
 */
export function runningScript(): HTMLScriptElement | undefined {
  const { document } = globalThis;
  const running = document.currentScript;
  if (running instanceof HTMLScriptElement && running.src !== "") return running;
  const tags = document.querySelectorAll<HTMLScriptElement>("script[src]");
  // eslint-disable-next-line @typescript-eslint/prefer-for-of -- as said above
  for (let at = 0; at < tags.length; at += 1) {
    const tag = tags[at];
    if (tag !== undefined && ours.test(tag.src)) return tag;
  }
  return undefined;
}

/** Origin that this script was loaded from, read while it runs. */
export function scriptOrigin(): string {
  return new URL(runningScript()?.src ?? location.href, location.href).origin;
}
