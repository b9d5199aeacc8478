// What api-gateway needs of airtable-gateway: the answers that it promises its own callers, and errors that stay what they are.
import { Matchers } from "@pact-foundation/pact";
import { expect } from "vitest";
import { context, ofBusyClient, onward } from "../asked-by-ada.ts";
import { pactBetween } from "../pact-between.ts";
import { jsonAnswer, problem, retryAfter, someText } from "../shapes.ts";
import { testOfSilence } from "../silent-peer.ts";
import { type Case, answers, refusals } from "./airtable-cases.ts";
import { type Asked, onBehalfOfAda, throughGateway } from "./through-gateway.ts";

const pact = pactBetween("api-gateway", "airtable-gateway");
const plain = (value: unknown) => Matchers.reify(value) as unknown;

/** A request of the pact as a caller of the gateway writes it: with the examples. */
function asCaller({ method, path, query, body }: Case["request"]): Asked {
  const fields = Object.entries(query ?? {}).map(([name, value]): [string, string] => [
    name,
    String(plain(value)),
  ]);
  const search = fields.length > 0 ? `?${new URLSearchParams(fields).toString()}` : "";
  return {
    method,
    path: String(plain(path)) + search,
    headers: onBehalfOfAda,
    ...(body === undefined ? {} : { body: plain(body) }),
  };
}

for (const each of [...answers, ...refusals] as readonly Case[]) {
  const { asked, state = "the base has records", request, status, body, headers } = each;
  pact.test(
    `When ${asked} is asked for, then the answer goes through as it is`,
    {
      asked,
      state,
      request: { ...request, headers: onward },
      answer: { status, headers: { ...(body ? jsonAnswer : {}), ...headers }, body },
    },
    async (url) => {
      const told = await throughGateway({ "airtable-gateway": url }, asCaller(request));
      expect(told.status).toBe(status);
      if (body) expect(told.body).toEqual(Matchers.reify(body as never));
      for (const name of Object.keys(headers ?? {})) expect(told.headers.get(name)).toBeTruthy();
    },
  );
}

pact.test(
  "When a token is neither ours nor the operator's, then its refusal comes from airtable-gateway, with a challenge",
  {
    asked: "the tables, with an opaque token that is not the operator's",
    state: "the base has records",
    request: {
      method: "GET",
      path: "/api/airtable/tables",
      headers: { "x-request-id": context.requestId, authorization: "Bearer test-only-unknown-token" },
    },
    answer: {
      status: 401,
      headers: { ...jsonAnswer, "WWW-Authenticate": someText("Bearer") },
      body: problem(401, "…"),
    },
  },
  async (url) => {
    const headers = { authorization: "Bearer test-only-unknown-token" };
    const asked = { path: "/api/airtable/tables", headers };
    const told = await throughGateway({ "airtable-gateway": url }, asked);
    expect([told.status, told.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
  },
);

pact.test(
  "When the client has used up its requests, then it is 429, and when to come back",
  {
    asked: "the tables, by a client without requests left",
    state: "the client has used up its requests",
    request: {
      method: "GET",
      path: "/api/airtable/tables",
      headers: { ...onward, ...ofBusyClient(context.clientAddress) },
    },
    answer: { status: 429, headers: { ...jsonAnswer, ...retryAfter }, body: problem(429, "…") },
  },
  async (url) => {
    const asked = { path: "/api/airtable/tables", headers: onBehalfOfAda };
    const told = await throughGateway({ "airtable-gateway": url }, asked);
    expect([told.status, told.headers.get("retry-after")]).toEqual([429, "1"]);
  },
);

pact.test(
  "When airtable-gateway is alive, then the system's health says so",
  { asked: "whether it is alive", request: { method: "GET", path: "/health" }, answer: { status: 200 } },
  async (url) => {
    const { body } = await throughGateway({ "airtable-gateway": url }, { path: "/api/health" });
    expect(body).toMatchObject({ services: { "airtable-gateway": { status: "up" } } });
  },
);

testOfSilence("When airtable-gateway does not answer, then it is 504 naming it", async (url) => {
  const asked = { path: "/api/airtable/tables", headers: onBehalfOfAda, timeoutMs: 300 };
  const { body } = await throughGateway({ "airtable-gateway": url }, asked);
  expect(body).toMatchObject({ status: 504, peer: "airtable-gateway" });
});
