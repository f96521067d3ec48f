import { expect, test } from "vitest";
import { readRefusal, refusalOfStatus } from "../../src/errors.ts";

test.each([
  ["rateLimited: 10 messages a minute; retryAfter=42", "rateLimited", 42_000],
  ["An unexpected error occurred invoking 'Send' on the server. HubException: tooLong: 16 KB", "tooLong", undefined],
  ["An unexpected error occurred invoking 'Start' on the server. ChatRefused: unknownSite: no such key", "unknownSite", undefined],
  ["sessionClosed", "sessionClosed", undefined],
  ["An unexpected error occurred invoking 'Send' on the server.", "failed", undefined],
  ["Cannot read property: of undefined", "failed", undefined],
  ["", "failed", undefined],
  ["toString: x", "failed", undefined],
  ["unavailable: retryAfter=99999999999", "unavailable", 999_999_000],
])("%j is read as %s", (message, code, retryAfterMs) => {
  expect(readRefusal(message)).toMatchObject({ code, retryAfterMs });
});

test.each([
  [403, null, "originRefused", undefined],
  [429, "7", "rateLimited", 7_000],
  [429, null, "rateLimited", undefined],
  [429, "Wed, 21 Oct 2026 07:28:00 GMT", "rateLimited", undefined],
])("an answer of %d with Retry-After %s is %s", (status, retryAfter, code, retryAfterMs) => {
  expect(refusalOfStatus(status, retryAfter)).toMatchObject({ code, retryAfterMs });
});

test("other answers are faults, not refusals", () => {
  expect(refusalOfStatus(500, null)).toBeUndefined();
  expect(refusalOfStatus(404, null)).toBeUndefined();
});
