import { html, render } from "lit";
import { policyName } from "./policy-name.ts";

interface Policy {
  createHTML(html: string): string;
}

/**
 * The policy under which Lit makes the widget's own templates from HTML; undefined where the browser has none or the page's list does
 * not have its name. Without it templates are made all the same, unless the page also requires trusted types.
 */
export const templatePolicy = createPolicy();

/** Whether templates can be made here at all, and come out whole: what stands on elements is the page's. */
export function canRender(): boolean {
  try {
    const box = document.createElement("div");
    let clicks = 0;
    render(html`<b title=${"t"} @click=${() => (clicks += 1)}>${["a", html`<i>${"b"}</i>`]}</b>`, box);
    const made = box.querySelector("b");
    made?.click();
    return made?.title === "t" && made.textContent === "ab" && clicks === 1;
  } catch {
    return false;
  }
}

function createPolicy(): Policy | undefined {
  try {
    const { trustedTypes } = globalThis as { trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } };
    return trustedTypes?.createPolicy(policyName, { createHTML: (html) => html });
  } catch {
    // Not on the page's list; the browser has told its owner so in the console.
    return undefined;
  }
}
