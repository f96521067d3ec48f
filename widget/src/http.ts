import { AbortError, HttpClient, HttpError, HttpResponse, TimeoutError, type HttpRequest } from "@microsoft/signalr";
import { refusalOfStatus, type Refusal } from "./errors.ts";

const longestMs = 15_000;

/**
 * Carries SignalR's HTTP requests. The one it replaces drops what a refusal says (`Retry-After`) and would send cookies along;
 * the visitor's token travels in the hub's own messages.
 */
export class WidgetHttpClient extends HttpClient {
  /** What the gateway said when it last refused a request, or undefined. */
  refusal: Refusal | undefined;

  override async send(request: HttpRequest): Promise<HttpResponse> {
    const { abortSignal } = request;
    if (abortSignal?.aborted === true) throw new AbortError();
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), request.timeout ?? longestMs);
    if (abortSignal !== undefined) abortSignal.onabort = () => abort.abort();
    try {
      const response = await fetch(request.url ?? "", {
        method: request.method ?? "GET",
        body: request.content === undefined || request.content === "" ? null : request.content,
        headers: { "X-Requested-With": "XMLHttpRequest", ...contentType(request.content), ...request.headers },
        cache: "no-cache",
        credentials: "omit",
        signal: abort.signal,
      });
      if (!response.ok) {
        this.refusal = refusalOfStatus(response.status, response.headers.get("Retry-After"));
        throw new HttpError(response.statusText, response.status);
      }
      return new HttpResponse(response.status, response.statusText, await response.text());
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
}

function contentType(content: HttpRequest["content"]): { [name: string]: string } {
  return content === undefined || content === "" ? {} : { "Content-Type": "text/plain;charset=UTF-8" };
}
