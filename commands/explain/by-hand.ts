// How to repeat a check by hand: the commands that judge it again, and the requests that it made.
import type { Topology } from "../../fixtures/topology.ts";
import { type CriterionFacts, seenIn } from "./criterion-facts.ts";
import { repeatedRequests } from "./repeated-requests.ts";

/** Lines for a shell; those that begin with # say what the next ones are for. */
export function byHand(id: string, facts: CriterionFacts, topology: Topology): readonly string[] {
  const { check } = facts;
  const judge = `npm run verify -- --check ${id}`;
  if (check.phase === "on-demand") return [judge];
  const watch = ["# again and again while you change a service", `${judge} --watch`];
  const published = topology.services.flatMap(({ name, ports: [port] }) =>
    port?.host === undefined ? [] : [`#   ${name.padEnd(18)} http://localhost:${port.host}`],
  );
  const system = ["# the system, for the requests below and your own", "npm run up", ...published];
  return [judge, ...watch, ...system, ...repeatedRequests(seenIn(facts)?.record, id)];
}
