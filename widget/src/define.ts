import { GatewayChat } from "./gateway-chat.ts";
import { policyName } from "./policy-name.ts";
import { canRender } from "./trusted.ts";

const tag = "gateway-chat";

/** Makes the tag known, once: a page may load the script twice. */
export function define(): void {
  if (customElements.get(tag) !== undefined) return;
  if (canRender()) customElements.define(tag, GatewayChat);
  // eslint-disable-next-line no-console -- who looks after the page has nowhere else to learn it
  else console.error(`<${tag}> is not shown: the page requires trusted types, or has replaced methods of its elements. Add "${policyName}" to its trusted-types, or leave the browser's methods alone.`);
}
