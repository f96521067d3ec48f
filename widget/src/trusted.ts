import { html, render } from "lit";

/** The name to list under `trusted-types` in a page's content security policy. */
export const policyName = "gateway-chat";

interface Policy {
  createHTML(html: string): string;
}

/**
 * The policy under which Lit makes the widget's own templates from HTML; undefined where the browser has none or the page's list does
 * not have its name. Without it templates are made all the same, unless the page also requires trusted types.
 */
export const templatePolicy = createPolicy();

/** Whether templates can be made here at all. */
export function canRender(): boolean {
  try {
    render(html`<br>`, document.createElement("div"));
    return true;
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
