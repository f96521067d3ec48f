/**
 * An id that no other message has, in the shape of a UUID (RFC 9562, version 4). `crypto.randomUUID` is missing on pages without
 * TLS, `getRandomValues` may be blocked or replaced by something that is no chance at all; so ordinary chance is laid over it, which
 * can only add to it. An id opens nothing: it has to be unlike the others, not secret.
 */
export function newId(): string {
  const bytes = new Uint8Array(16);
  try {
    crypto.getRandomValues(bytes);
  } catch {
    // Ordinary chance alone then.
  }
  let hex = "";
  bytes.forEach((byte, at) => {
    let mixed = (byte ^ (Math.random() * 256)) & 0xff;
    if (at === 6) mixed = (mixed & 0x0f) | 0x40;
    if (at === 8) mixed = (mixed & 0x3f) | 0x80;
    hex += mixed.toString(16).padStart(2, "0");
  });
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
