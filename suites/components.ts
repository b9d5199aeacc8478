// The services and datastores of a topology, by the roles that x-verify gives them.
import type { Topology } from "../fixtures/topology.ts";
import type { Components } from "./catalogue.ts";

/** Names by role, in the order of the compose file. */
export function componentsOf(topology: Topology): Components {
  const named = (...roles: string[]) =>
    topology.services.filter(({ verify }) => roles.includes(verify?.role ?? "")).map(({ name }) => name);
  return { services: named("service"), datastores: named("postgres", "redis") };
}
