// How to repeat a check by hand: the commands that judge it again, and the requests that it made.
import type { Topology } from "../../fixtures/topology.ts";
import type { Criterion } from "../../suites/check.ts";

/** Lines for a shell; those that begin with # say what the next ones are for. */
export function byHand(id: string, { check }: Criterion, topology: Topology): readonly string[] {
  const judge = `npm run verify -- --check ${id}`;
  if (check.phase === "on-demand") return [judge];
  const watch = ["# again and again while you change a service", `${judge} --watch`];
  const published = topology.services.flatMap(({ name, ports: [port] }) =>
    port?.host === undefined ? [] : [`#   ${name.padEnd(18)} http://localhost:${port.host}`],
  );
  return [judge, ...watch, "# the system, for requests of your own", "npm run up", ...published];
}
