// The simulated Airtable as a provider: it is held to what airtable-gateway needs of the real one.
import { createAirtableServer } from "../../fixtures/airtable/server.ts";
import { type FaultRule, createSimulatorClient } from "../../fixtures/airtable/simulator-client.ts";
import { baseWithRecords } from "./airtable-states.ts";
import type { ProviderUnderTest, StateValues } from "./provider.ts";

export async function startSimulatedAirtable(): Promise<ProviderUnderTest<"airtable">> {
  const server = createAirtableServer({ baseLimit: 0 });
  const { url } = await server.listen();
  const simulator = createSimulatorClient(url);
  /** What is the matter from now on, with the values that the request needs all the same. */
  const failing = async (fault: FaultRule["fault"]): Promise<StateValues> => {
    const values = await baseWithRecords(url);
    await simulator.setFaults([{ times: null, fault }]);
    return values;
  };
  return {
    name: "airtable",
    url,
    reset: () => simulator.reset(),
    states: {
      "a base with records": () => baseWithRecords(url),
      "a table with more than one page": () => baseWithRecords(url),
      "the token is unknown": async () => ({
        ...(await baseWithRecords(url)),
        token: "test-only-unknown-token",
      }),
      "requests are limited": () => failing({ kind: "throttle" }),
      "the monthly quota is used up": () =>
        failing({
          kind: "status",
          status: 429,
          body: {
            errors: [{ error: "PUBLIC_API_BILLING_LIMIT_EXCEEDED", message: "The quota is used up." }],
          },
        }),
      "it is overloaded": () => failing({ kind: "status", status: 503 }),
      "a gateway before it fails": () => failing({ kind: "status", status: 502 }),
    },
    [Symbol.asyncDispose]: () => server.close(),
  };
}
