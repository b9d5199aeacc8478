// Judges that the traffic with Airtable is counted by how it ended.
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { CheckContext } from "../check-context.ts";
import { Failure } from "../failure.ts";
import { verify } from "../verify.ts";
import { sumOf } from "./exposition.ts";
import { expectMovement, metricsOf } from "./metrics-of.ts";
import { monitoring } from "./monitoring.checks.ts";

const name = "airtable_requests_total";
const gateway = "airtable-gateway";

/** A question that no cache has the answer of. */
async function ask({ http, setting }: CheckContext, formula: string): Promise<number> {
  const query = new URLSearchParams({ filter_by_formula: formula, page_size: "1" });
  const headers = { "x-api-key": setting(gateway, "API_KEY") };
  const { status } = await http.get(gateway, `/api/airtable/tables/People/records?${query.toString()}`, {
    headers,
  });
  return status;
}

verify(monitoring.airtable, async (context) => {
  const service = context.services.find((candidate) => candidate.name === gateway);
  if (!service) throw new Failure(`${context.topology.file} has no service ${gateway}`);
  const before = await metricsOf(context, service);
  const outcomes = before.samples.filter((sample) => sample.name === name);
  expect(
    outcomes.map(({ labels }) => Object.keys(labels).toSorted()),
    `labels of ${name}`,
  ).toEqual(outcomes.map(() => ["outcome", "service"]));
  expect(
    outcomes.map(({ labels }) => labels["outcome"]),
    "outcomes that are told from the start",
  ).toEqual(expect.arrayContaining(["success", "client_error", "server_error"]));
  const marker = randomUUID().slice(0, 8);
  expect(await ask(context, `LEN('${marker}') > 0`), "status of a good question").toBe(200);
  expect(await ask(context, `NO_SUCH_FUNCTION('${marker}')`), "status of a bad formula").toBe(422);
  for (const [outcome, by] of [
    ["success", 1],
    ["client_error", 1],
    ["server_error", 0],
  ] as const)
    await expectMovement(context, service, {
      what: `${name}{outcome="${outcome}"}`,
      value: (now) => sumOf(now, name, { outcome }),
      by,
      before,
    });
});
