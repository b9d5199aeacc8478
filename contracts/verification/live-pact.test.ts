// The real Airtable, played by the simulated one on another address: what is replayed at it, and what never is.
import path from "node:path";
import { expect, test } from "vitest";
import { simulatedToken } from "../../fixtures/airtable/config.ts";
import { createAirtableServer } from "../../fixtures/airtable/server.ts";
import { createSimulatorClient } from "../../fixtures/airtable/simulator-client.ts";
import { readPact } from "../pact-files.ts";
import { readLiveAirtable } from "../providers/live-airtable.ts";
import { verifyLive } from "./live-pact.ts";

const pact = readPact(path.resolve(import.meta.dirname, "../pacts/airtable-gateway-airtable.json"));
const base = "appSimulatedBase1";

async function replay(scratchBase: string | undefined) {
  const server = createAirtableServer({ baseLimit: 0 });
  const { url } = await server.listen();
  try {
    const [verified] = await verifyLive({ url, token: simulatedToken, base, scratchBase }, [pact]);
    const asked = await createSimulatorClient(url).requests();
    const writes = asked.filter(
      ({ method, path: place }) => method !== "GET" && !place.endsWith("/listRecords"),
    );
    return { interactions: verified?.interactions ?? [], writes: writes.length };
  } finally {
    await server.close();
  }
}

test("When no base is named for scratch, then it reads alone, and all of that holds", async () => {
  const { interactions, writes } = await replay(undefined);
  expect(interactions.filter(({ outcome }) => outcome !== "passed")).toEqual([]);
  expect(interactions.length).toBeGreaterThan(8);
  expect(writes).toBe(0);
}, 60_000);

test("When a base is named for scratch, then it writes there too", async () => {
  const { interactions, writes } = await replay(base);
  expect(interactions.filter(({ outcome }) => outcome !== "passed")).toEqual([]);
  expect(writes).toBeGreaterThan(5);
}, 60_000);

test("When it is not asked for, or only half, then it is none or a fault that names the variables", () => {
  expect(readLiveAirtable({ AIRTABLE_TOKEN: "pat", AIRTABLE_BASE: base })).toBeUndefined();
  expect(() => readLiveAirtable({ CONTRACTS_LIVE_AIRTABLE: "1", AIRTABLE_TOKEN: "pat" })).toThrow(
    "CONTRACTS_LIVE_AIRTABLE needs AIRTABLE_TOKEN, and AIRTABLE_BASE or CONTRACTS_SCRATCH_BASE",
  );
});
