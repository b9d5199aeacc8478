// What is said to a Pact Broker, and how its answer is read, over real HTTP.
import path from "node:path";
import { expect, test } from "vitest";
import { BrokerError, createBroker } from "./broker.ts";
import { readPacts } from "./pact-files.ts";
import { startTestBroker } from "./test-broker.ts";

const pacts = readPacts(path.join(import.meta.dirname, "pacts")).filter(
  ({ consumer }) => consumer === "mcp-server",
);
const token = "test-only-broker-token";
const version = "1f3870be274f6c49b3e31a0c6728957f1f3870be";

const seen = (outcome: "passed" | "failed") => ({
  consumer: "mcp-server",
  provider: "airtable-gateway",
  interactions: [{ description: "a record", state: null, outcome, failure: null }],
});

test.each([
  ["passed", true],
  ["failed", false],
] as const)(
  "When the pacts are published and one %s, then the broker's answer is %s",
  async (outcome, deployable) => {
    await using server = await startTestBroker();
    const broker = createBroker({ url: `${server.url}/`, token });
    await broker.publish(pacts, version, "main");
    await broker.record(seen(outcome), { consumer: version, provider: version });
    expect(await broker.canIDeploy("mcp-server", version, "production")).toMatchObject({ deployable });
    const [publication] = server.published;
    expect(publication).toMatchObject({
      pacticipantName: "mcp-server",
      pacticipantVersionNumber: version,
      branch: "main",
      contracts: [
        { providerName: "airtable-gateway", specification: "pact", contentType: "application/json" },
      ],
    });
    const content = Buffer.from(publication?.contracts[0]?.content ?? "", "base64").toString();
    expect(JSON.parse(content)).toMatchObject({ consumer: { name: "mcp-server" } });
    expect(server.results.get("airtable-gateway")).toEqual({
      success: deployable,
      providerApplicationVersion: version,
    });
    expect(new Set(server.authorizations)).toEqual(new Set([`Bearer ${token}`]));
  },
);

test("When nothing was verified, then the broker does not know, and the answer is no", async () => {
  await using server = await startTestBroker();
  const broker = createBroker({ url: server.url });
  await broker.publish(pacts, version, undefined);
  expect(await broker.canIDeploy("mcp-server", version, "production")).toMatchObject({ deployable: false });
  expect(new Set(server.authorizations)).toEqual(new Set([undefined]));
});

test("When the broker is away or refuses, then one sentence says so", async () => {
  const away = createBroker({ url: "http://127.0.0.1:1", token });
  await expect(away.canIDeploy("mcp-server", version, "production")).rejects.toThrow(
    new BrokerError("the broker at http://127.0.0.1:1 cannot be reached"),
  );
  await using server = await startTestBroker();
  const refused = createBroker({ url: `${server.url}/elsewhere`, token }).publish(pacts, version, undefined);
  await expect(refused).rejects.toThrow(/^the broker answers 404 to \/elsewhere\/contracts\/publish/);
});
