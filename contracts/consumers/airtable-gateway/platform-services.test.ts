// What airtable-gateway needs of platform-services: whether a token is good, and whose it is.
import { afterAll, beforeAll, expect } from "vitest";
import { createPeer } from "#kit/http-client.ts";
import { type AirtableServer, createAirtableServer } from "../../../fixtures/airtable/server.ts";
import { runAirtableGateway } from "../../apps/airtable-gateway.ts";
import { exampleJwt, serviceKey } from "../../keys.ts";
import { caller, ofBusyClient, onwardFor } from "../asked-by-ada.ts";
import { pactBetween } from "../pact-between.ts";
import { bearer, jsonAnswer, someText } from "../shapes.ts";
import { testOfSilence } from "../silent-peer.ts";

const pact = pactBetween("airtable-gateway", "platform-services");

let airtable: AirtableServer;
let airtableUrl: string;

beforeAll(async () => {
  airtable = createAirtableServer({ baseLimit: 0 });
  airtableUrl = (await airtable.listen()).url;
});
afterAll(() => airtable.close());

async function showToken(platformUrl: string): Promise<Response> {
  const options = { airtableUrl, platformUrl, defaultBase: "appSimulatedBase1" };
  await using gateway = await runAirtableGateway(options);
  const headers = { ...caller, authorization: `Bearer ${exampleJwt}` };
  return await fetch(`${gateway.url}/api/airtable/bases`, { headers });
}

const client = "127.0.0.1";
const verify = {
  method: "GET",
  path: "/auth/verify",
  headers: { ...onwardFor(client), ...bearer("accessToken", exampleJwt) },
} as const;

pact.test(
  "When the token is good, then its owner is let in",
  {
    asked: "who a good token speaks for",
    state: "Ada is signed in",
    request: verify,
    answer: {
      status: 200,
      headers: jsonAnswer,
      body: { valid: true, user: { id: someText("0f8fad5b-d9cb-469f-a165-70867728950e") } },
    },
  },
  async (url) => expect((await showToken(url)).status).toBe(200),
);

pact.test(
  "When the session has ended, then the token is refused",
  {
    asked: "who a token of an ended session speaks for",
    state: "Ada has signed out",
    request: verify,
    answer: { status: 401 },
  },
  async (url) => {
    const reply = await showToken(url);
    expect(reply.status).toBe(401);
    expect(reply.headers.get("www-authenticate")).toBe('Bearer error="invalid_token"');
  },
);

pact.test(
  "When platform-services refuses to count the client any further, then nobody is let in or called a stranger",
  {
    asked: "who a token speaks for, by a client without requests left",
    state: "the client has used up its requests",
    request: {
      ...verify,
      headers: { ...verify.headers, authorization: `Bearer ${exampleJwt}`, ...ofBusyClient(client) },
    },
    answer: { status: 429 },
  },
  async (url) => expect((await showToken(url)).status).toBe(503),
);

pact.test(
  "When platform-services cannot say, then it is 503 and no verdict on the token",
  {
    asked: "who a token speaks for, while sessions cannot be read",
    state: "Redis is away",
    request: verify,
    answer: { status: 503 },
  },
  async (url) => expect((await showToken(url)).status).toBe(503),
);

pact.test(
  "When platform-services is alive, then readiness says so",
  {
    asked: "whether it is alive",
    request: { method: "GET", path: "/health" },
    answer: { status: 200 },
  },
  async (url) => {
    const peer = createPeer({ name: "platform-services", url, apiKey: serviceKey });
    await peer.ping();
    await peer.close();
  },
);

testOfSilence(
  "When platform-services does not answer, then it is 503 and not a wait without end",
  async (url) => {
    expect((await showToken(url)).status).toBe(503);
  },
);
