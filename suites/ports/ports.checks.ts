// The checks of the suite "ports": what the compose file publishes and addresses is what listens.
import { declareChecks } from "../declare-checks.ts";

export const ports = declareChecks("ports", {
  published: {
    title: "The published host port answers HTTP",
    failureTitle: "The published host port does not answer HTTP",
    description:
      "Plan §1: `curl -f http://localhost:7002/health` must give a response, not a refused connection or an empty reply. A port that is published but leads nowhere makes a healthy service look dead.",
    sections: [1, 2],
    scope: "service",
    needs: ["ports.mapping/{service}"],
  },
  mapping: {
    title: "The compose file's target port is the port that the process listens on",
    failureTitle: "The compose file maps to a port that the process does not listen on",
    description:
      'Plan §1: "container exposes port 8002, docker-compose maps 7002→7002 (wrong)". The right-hand side of a mapping is the process\'s own port, or nothing behind the published one answers.',
    sections: [1],
    scope: "service",
  },
  peers: {
    title: "Each URL in the service's environment names a service and a port that it listens on",
    failureTitle: "A URL in the service's environment names no service, or a port where it does not listen",
    description:
      'Plan §1: "services cannot connect to each other due to incorrect port configurations". Inside the network a peer is reached at its own port, never at the one published on the host.',
    sections: [1],
    scope: "service",
  },
  undeclared: {
    title: "The process listens on nothing that is not declared",
    failureTitle: "The process listens on a port that the compose file does not declare",
    description:
      "Plan §1. A debug or admin port that nobody declared is open to the whole network, and nobody tests it.",
    sections: [1],
    scope: "service",
    capabilities: ["exec"],
  },
  unique: {
    title: "No host port is published twice",
    failureTitle: "A host port is published by two services",
    description:
      "Plan §1. Two services that publish one host port cannot be up together: whichever starts second does not start.",
    sections: [1],
  },
  private: {
    title: "No datastore is published",
    failureTitle: "A datastore is published on the host",
    description:
      "Plan §1 and §9. Users and sessions are reached through the services only; a published Postgres or Redis goes around every check that they make.",
    sections: [1, 9],
  },
});
