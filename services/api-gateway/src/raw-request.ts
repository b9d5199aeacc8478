// For tests: requests without a client's own conveniences, so that each byte and each moment is the test's.
import { once } from "node:events";
import { type ClientRequest, type IncomingMessage, type OutgoingHttpHeaders, request } from "node:http";
import { type FakeSystem, apiKey } from "./fake-system.ts";

/** Opens a request to llm-orchestrator's routes; the test ends it. */
export function openRequest(
  system: FakeSystem,
  method: string,
  headers: OutgoingHttpHeaders = {},
): ClientRequest {
  const path = method === "GET" ? "/api/tools" : "/api/chat";
  return request({
    port: system.port,
    method,
    path,
    headers: { "x-api-key": apiKey, ...headers },
    agent: false,
  });
}

/** The answer, as soon as its headers are there. */
export async function answerOf(sent: ClientRequest): Promise<IncomingMessage> {
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  return response;
}
