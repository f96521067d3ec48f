const schemes: ReadonlySet<string> = new Set(["http:", "https:", "mailto:", "tel:"]);

/**
 * An address that may be opened from a message, in full; undefined for every other. Only http, https, mailto and tel, and none with
 * a user name in it (`https://shop.example@elsewhere.example` reads like one place and leads to another).
 * @param base what a relative address stands on; without it relative addresses are refused
 */
export function safeUrl(address: string, base?: string): string | undefined {
  let url: URL;
  try {
    url = new URL(address, base);
  } catch {
    // Not an address at all.
    return undefined;
  }
  return schemes.has(url.protocol) && url.username === "" && url.password === "" ? url.href : undefined;
}

/**
 * An image that may be fetched: from the gateway itself or from a host that the page's owner allowed. Every other could carry what
 * was said in the chat to a stranger in its address.
 * @param server origin of the gateway, which relative addresses stand on as well
 * @param hosts host names (with a port where it is not the usual one)
 */
export function safeImageUrl(address: string, server: string, hosts: readonly string[]): string | undefined {
  const safe = safeUrl(address, server);
  if (safe === undefined) return undefined;
  const url = new URL(safe);
  const own = url.origin === new URL(server).origin;
  return own || (url.protocol === "https:" && hosts.includes(url.host)) ? safe : undefined;
}
