// What the harness knows of the system because it reads the same compose file: its keys and addresses.
import type { Service, Topology } from "../fixtures/topology.ts";

const secretName = /(SECRET|PASSWORD|TOKEN|API_KEY)$/;

/** The value of `name` in the environment that compose gives to `service`; undefined when it gives none. */
export function settingOf(topology: Topology, service: string, name: string): string | undefined {
  return topology.services
    .find((candidate) => candidate.name === service)
    ?.environment.find((entry) => entry.name === name)?.value;
}

function secretsOf(service: Service): string[] {
  return service.environment.flatMap(({ name, value }) => {
    const password = URL.canParse(value) ? decodeURIComponent(new URL(value).password) : "";
    return [...(secretName.test(name) ? [value] : []), password].filter(Boolean);
  });
}

/** Every secret that the compose file gives to the system: for redaction, and for the check of the logs. */
export const knownSecrets = (topology: Topology): string[] => [
  ...new Set(topology.services.flatMap(secretsOf)),
];
