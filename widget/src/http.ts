import { AbortError, HttpClient, HttpError, HttpResponse, TimeoutError, type HttpRequest } from "@microsoft/signalr";
import { refusalOfStatus, type Refusal } from "./errors.ts";
import { tools } from "./page.ts";

const longestMs = 15_000;

/** What a server answered, whatever carried it. */
interface Answer {
  status: number;
  words: string;
  retryAfter: string | null;
  body: string;
}

interface Asked {
  url: string;
  method: string;
  headers: { readonly [name: string]: string };
  body: NonNullable<HttpRequest["content"]> | null;
  signal: AbortSignal;
}

/**
 * Carries SignalR's HTTP requests. The one it replaces drops what a refusal says (`Retry-After`), would send cookies along and trusts
 * the page's `fetch`; the visitor's token travels in the hub's own messages.
 */
export class WidgetHttpClient extends HttpClient {
  /** What the gateway said when it last refused a request, or undefined. */
  refusal: Refusal | undefined;
  /** Whether the gateway has let us in: from then on it is the transport's turn. */
  reached = false;
  /** Resolves when it has. */
  readonly negotiated: Promise<void>;
  #letIn: (() => void) | undefined;

  constructor() {
    super();
    this.negotiated = new Promise((resolve) => (this.#letIn = resolve));
  }

  override async send(request: HttpRequest): Promise<HttpResponse> {
    const { abortSignal, content, url = "" } = request;
    if (abortSignal?.aborted === true) throw new AbortError();
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), request.timeout ?? longestMs);
    if (abortSignal !== undefined) abortSignal.onabort = () => abort.abort();
    const body = content === undefined || content === "" ? null : content;
    try {
      const { status, words, retryAfter, body: answered } = await (tools.fetch === undefined ? byXhr : byFetch)({
        url,
        method: request.method ?? "GET",
        headers: { "X-Requested-With": "XMLHttpRequest", ...(body === null ? {} : { "Content-Type": "text/plain;charset=UTF-8" }), ...request.headers },
        body,
        signal: abort.signal,
      });
      if (status < 200 || status > 299) {
        this.refusal = refusalOfStatus(status, retryAfter);
        throw new HttpError(words, status);
      }
      if (/\/negotiate(\?|$)/.test(url)) this.#noteReached();
      return new HttpResponse(status, words, answered);
    } catch (error) {
      // The signal may have been raised while the answer was awaited, which the compiler cannot know.
      if (abortSignal?.aborted as boolean | undefined) throw new AbortError();
      if (abort.signal.aborted) throw new TimeoutError();
      throw error;
    } finally {
      clearTimeout(timer);
      if (abortSignal !== undefined) abortSignal.onabort = null;
    }
  }

  #noteReached(): void {
    this.reached = true;
    this.#letIn?.();
  }
}

async function byFetch({ url, method, headers, body, signal }: Asked): Promise<Answer> {
  const response = await (tools.fetch ?? fetch)(url, { method, body, headers, cache: "no-cache", credentials: "omit", signal });
  return { status: response.status, words: response.statusText, retryAfter: response.headers.get("Retry-After"), body: await response.text() };
}

/** The older way, for pages that have put something else in the place of `fetch`. */
function byXhr({ url, method, headers, body, signal }: Asked): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new (tools.XMLHttpRequest ?? XMLHttpRequest)();
    request.open(method, url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.onload = () =>
      resolve({ status: request.status, words: request.statusText, retryAfter: request.getResponseHeader("Retry-After"), body: request.responseText });
    request.onerror = () => reject(new TypeError("no answer"));
    request.onabort = () => reject(new AbortError());
    signal.addEventListener("abort", () => request.abort());
    request.send(body);
  });
}
