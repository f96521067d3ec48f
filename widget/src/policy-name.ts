/** The name to list under `trusted-types` in a page's content security policy. */
export const policyName = "gateway-chat";
