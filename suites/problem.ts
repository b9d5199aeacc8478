// What every error answer of every service must be: a problem (RFC 9457) that a person can act on.
import { expect } from "vitest";
import type { Reply } from "./http.ts";

/** All members that the services promise; `detail` says something, and the request's id is the answer's own. */
export function expectProblem(reply: Reply, what: string): void {
  expect(reply.headers["content-type"] ?? "", `type of the answer for ${what}`).toMatch(
    /^application\/problem\+json/,
  );
  expect(reply.json, `the problem for ${what}`).toMatchObject({
    type: expect.stringMatching(/\S/),
    title: expect.stringMatching(/\S/),
    status: reply.status,
    detail: expect.stringMatching(/\S/),
    instance: expect.stringMatching(/^\//),
    request_id: reply.headers["x-request-id"],
  });
}
