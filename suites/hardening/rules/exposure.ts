// Rules for who can reach a service.
import type { ComposeFile, ComposeService } from "../compose-file.ts";
import { isDatastore } from "../datastore.ts";
import { serviceRule, type ServiceFault } from "../finding.ts";
import { isOn } from "./is-on.ts";

/** The one service that is for the outside. */
const gateway = "api-gateway";

const published = (service: ComposeService, cure: string): readonly ServiceFault[] =>
  service.compose.ports.map(({ text, at }) => ({ line: at.line, summary: `is published (${text})`, cure }));

function openNetworks(service: ComposeService, file: ComposeFile): readonly ServiceFault[] {
  const named = service.list("networks").map(({ text }) => text);
  const networks = named.length > 0 ? named : ["default"];
  return networks
    .filter((network) => !isOn(file.text(`networks.${network}.internal`)))
    .map((network) => ({
      key: "networks",
      summary: `is on the network ${network}, which leads outside`,
      cure: `put it on a network with internal: true`,
    }));
}

export const exposure = [
  serviceRule("compose.published", (service) =>
    service.name === gateway || isDatastore(service)
      ? []
      : published(service, `take its ports out; ${gateway} is the one way in`),
  ),
  serviceRule("compose.datastore-published", (service) =>
    isDatastore(service) ? published(service, "take its ports out; the services reach it by its name") : [],
  ),
  serviceRule("compose.datastore-network", (service, file) =>
    isDatastore(service) ? openNetworks(service, file) : [],
  ),
];
