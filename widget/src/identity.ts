import { decode } from "./json.ts";

/**
 * Fetches a new JWT of the signed-in user from the page's own server; null or undefined when nobody is signed in. It is asked for each connection,
 * because an identity is good once. What it throws means "not now": it is asked again.
 */
export type IdentitySource = () => Promise<string | null | undefined> | string | null | undefined;

/**
 * The user a JWT names, unverified: good enough to see that another user has come, never to trust one. Undefined when the text is
 * not a JWT with a subject.
 */
export function subjectOf(jwt: string): string | undefined {
  const payload = jwt.split(".")[1];
  if (payload === undefined) return undefined;
  try {
    const text = atob(payload.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = new Uint8Array(text.length).map((_, at) => text.charCodeAt(at));
    const { sub } = decode(new TextDecoder().decode(bytes)) as { sub?: unknown };
    return typeof sub === "string" ? sub : undefined;
  } catch {
    // Whether it is a valid identity is for the gateway to say.
    return undefined;
  }
}
