import { GatewayChat } from "./gateway-chat.ts";

/** Makes the tag known, once: a page may load the script twice. */
export function define(): void {
  if (customElements.get("gateway-chat") === undefined) customElements.define("gateway-chat", GatewayChat);
}
