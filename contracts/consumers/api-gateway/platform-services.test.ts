// What api-gateway needs of platform-services: who a token speaks for, before it lets anybody on to another service.
import { expect } from "vitest";
import { listen } from "#kit/test-server.ts";
import { exampleJwt } from "../../keys.ts";
import { ofBusyClient, onwardFor } from "../asked-by-ada.ts";
import { pactBetween } from "../pact-between.ts";
import { bearer, jsonAnswer, retryAfter, someText } from "../shapes.ts";
import { testOfSilence } from "../silent-peer.ts";
import { authenticationTests } from "./authentication.ts";
import { type Told, throughGateway } from "./through-gateway.ts";

const pact = pactBetween("api-gateway", "platform-services");
const client = "127.0.0.1";

/** To a service that answers 204 to whoever is let on to it. */
async function showToken(url: string): Promise<Told> {
  await using next = await listen((_request, response) => response.writeHead(204).end());
  return await throughGateway(
    { "platform-services": url, "llm-orchestrator": next.url },
    { method: "DELETE", path: "/api/sessions/any", headers: { authorization: `Bearer ${exampleJwt}` } },
  );
}

const verify = {
  method: "GET",
  path: "/auth/verify",
  headers: { ...onwardFor(client), ...bearer("accessToken", exampleJwt) },
} as const;

pact.test(
  "When the token is good, then its owner is let on",
  {
    asked: "who a good token speaks for",
    state: "Ada is signed in",
    request: verify,
    answer: {
      status: 200,
      headers: jsonAnswer,
      body: { user: { id: someText("0f8fad5b-d9cb-469f-a165-70867728950e") } },
    },
  },
  async (url) => expect((await showToken(url)).status).toBe(204),
);

pact.test(
  "When the session has ended, then nobody is let on",
  {
    asked: "who a token of an ended session speaks for",
    state: "Ada has signed out",
    request: verify,
    answer: { status: 401 },
  },
  async (url) => {
    const { status, headers } = await showToken(url);
    expect([status, headers.get("www-authenticate")]).toEqual([401, 'Bearer error="invalid_token"']);
  },
);

pact.test(
  "When the client has used up its requests, then it is told so, and when to come back",
  {
    asked: "who a token speaks for, by a client without requests left",
    state: "the client has used up its requests",
    request: {
      ...verify,
      headers: { ...verify.headers, authorization: `Bearer ${exampleJwt}`, ...ofBusyClient(client) },
    },
    answer: { status: 429, headers: retryAfter },
  },
  async (url) => {
    const { status, headers } = await showToken(url);
    expect([status, headers.get("retry-after")]).toEqual([429, "1"]);
  },
);

pact.test(
  "When platform-services cannot say, then it is 503 and no verdict on the token",
  {
    asked: "who a token speaks for, while sessions cannot be read",
    state: "Redis is away",
    request: verify,
    answer: { status: 503, headers: retryAfter },
  },
  async (url) => {
    const { status, headers } = await showToken(url);
    expect([status, headers.get("retry-after")]).toEqual([503, "1"]);
  },
);

pact.test(
  "When platform-services is alive, then the system's health says so",
  { asked: "whether it is alive", request: { method: "GET", path: "/health" }, answer: { status: 200 } },
  async (url) => {
    const { body } = await throughGateway({ "platform-services": url }, { path: "/api/health" });
    expect(body).toMatchObject({ services: { "platform-services": { status: "up" } } });
  },
);

testOfSilence("When platform-services does not answer, then it is 504 naming it", async (url) => {
  expect((await showToken(url)).body).toMatchObject({ status: 504, peer: "platform-services" });
});

authenticationTests(pact);
