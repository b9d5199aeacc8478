// Published ports whose target is not the port that the process listens on.
import type { Service } from "../../fixtures/topology.ts";
import type { Diagnosis } from "../outcome.ts";

/** One diagnosis for each mapping of `service` that leads to none of `listening`. */
export function mappingFaults(service: Service, listening: readonly number[]): readonly Diagnosis[] {
  const wrong = service.ports.filter(({ container }) => !listening.includes(container));
  return wrong.map(({ host, container, text, at }) => {
    const ports = listening.join(", ") || "nothing";
    return {
      summary: `${service.name} listens on ${ports}, but ${at.file}:${at.line} publishes ${text}: port ${container} is dead inside the container`,
      file: at.file,
      line: at.line,
      cure: listening[0] === undefined ? undefined : `make it "${host ?? ""}:${listening[0]}"`,
    };
  });
}
