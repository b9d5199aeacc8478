// airtable-gateway as a provider: over a real Redis, before the simulated Airtable, which can be told to fail.
import { createAirtableServer } from "../../fixtures/airtable/server.ts";
import { type FaultRule, createSimulatorClient } from "../../fixtures/airtable/simulator-client.ts";
import { runAirtableGateway } from "../apps/airtable-gateway.ts";
import { busyClient, serviceKey } from "../keys.ts";
import { baseWithRecords, salesBase } from "./airtable-states.ts";
import { type Datastores, connected } from "./datastores.ts";
import { type ProviderUnderTest, type StateValues, useUp } from "./provider.ts";

/** Room for three answers on a busy machine; a silence is told of soon. */
const budgetMs = 2500;
const attemptTimeoutMs = 2000;

export async function startAirtableGateway({
  openRedis,
}: Datastores): Promise<ProviderUnderTest<"airtable-gateway">> {
  const airtable = createAirtableServer({ baseLimit: 0 });
  const { url: airtableUrl } = await airtable.listen();
  const simulator = createSimulatorClient(airtableUrl);
  const redis = await openRedis();
  const app = await runAirtableGateway({
    airtableUrl,
    redis,
    defaultBase: salesBase,
    budgetMs,
    attemptTimeoutMs,
  });
  const failing = async (fault: FaultRule["fault"]): Promise<StateValues> => {
    const values = await baseWithRecords(airtableUrl);
    await simulator.setFaults([{ times: null, fault }]);
    return values;
  };
  return {
    name: "airtable-gateway",
    url: app.url,
    reset: async () => {
      await connected(redis);
      await redis.flushdb();
      await simulator.reset();
    },
    states: {
      "the base has records": () => baseWithRecords(airtableUrl),
      "Airtable rejects the token": () => failing({ kind: "status", status: 401 }),
      "Airtable limits requests": () => failing({ kind: "throttle", retryAfter: 30 }),
      "Airtable is down": () => failing({ kind: "status", status: 503 }),
      "Airtable does not answer": () => failing({ kind: "hang" }),
      "the client has used up its requests": async () => {
        await useUp(app.url, { "x-api-key": serviceKey, "x-forwarded-for": busyClient });
        return { ...(await baseWithRecords(airtableUrl)), client: busyClient };
      },
    },
    [Symbol.asyncDispose]: async () => {
      await app[Symbol.asyncDispose]();
      await airtable.close();
      redis.disconnect();
    },
  };
}
