/** Does something with a window that no script has touched, for pages that have broken theirs. */
export function inFreshWindow<Result>(use: (fresh: typeof globalThis) => Result): Result {
  const frame = document.createElement("iframe");
  frame.hidden = true;
  document.documentElement.append(frame);
  try {
    return use(frame.contentWindow as unknown as typeof globalThis);
  } finally {
    frame.remove();
  }
}

/** Whether that is a function of the browser's own making. */
export function isNative(value: unknown): boolean {
  return typeof value === "function" && /\[native code\]\s*\}\s*$/.test(Function.prototype.toString.call(value));
}
