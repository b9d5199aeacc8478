// Judges that what a caller's Connection header names does not reach the services.
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { expect } from "vitest";
import type { CheckContext } from "../check-context.ts";
import { Unreachable } from "../failure.ts";
import { newCredentials } from "../person.ts";
import { verify } from "../verify.ts";
import { workflow } from "./workflow.checks.ts";

const gateway = "api-gateway";
const path = "/api/auth/login";

/** Logs in as nobody, with this Connection header: undici, which the other checks ask with, refuses to send one. */
async function logIn({ http, evidence, clients }: CheckContext, connection: string): Promise<number> {
  const [from] = clients;
  const url = http.url(gateway, path);
  const startedAt = performance.now();
  const asking = request(url, {
    method: "POST",
    headers: { "content-type": "application/json", connection },
    timeout: 10_000,
    agent: false,
    ...(from ? { localAddress: from } : {}),
  });
  asking.on("timeout", () => asking.destroy(new Error("no answer in time")));
  asking.end(JSON.stringify(newCredentials()));
  const [response] = (await once(asking, "response").catch((cause: Error) => {
    const elapsedMs = performance.now() - startedAt;
    throw new Unreachable({ service: gateway, url, code: cause.message, elapsedMs, cause });
  })) as [IncomingMessage];
  response.resume();
  await once(response, "end");
  const status = response.statusCode ?? 0;
  const summary = `POST ${path} with Connection: ${connection} -> ${status}`;
  evidence.record({ kind: "exchange", service: gateway, summary });
  return status;
}

verify(workflow.hopByHop, async (context) => {
  // Whoever gets the body's type reads the body and knows nobody of that name; whoever does not cannot read it.
  expect(await logIn(context, "close"), "status of a login of nobody's").toBe(401);
  const named = await logIn(context, "close, content-type");
  expect(
    [400, 415, 422],
    `${gateway}'s answer to a login whose Connection header names its content-type`,
  ).toContain(named);
});
