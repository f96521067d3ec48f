/** Other tags may bear what is no address at all. */
const ours = /^[^?#]*\/gateway-chat\.js([?#]|$)/;

/**
 * Origin that this script was loaded from, read while it runs. A module has no `currentScript`; then the tag that bears the file's
 * name tells.
 */
export function scriptOrigin(): string {
  const running = document.currentScript;
  const source =
    running instanceof HTMLScriptElement && running.src !== ""
      ? running.src
      : [...document.querySelectorAll<HTMLScriptElement>("script[src]")].find(({ src }) => ours.test(src))?.src;
  return new URL(source ?? location.href, location.href).origin;
}
