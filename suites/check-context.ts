// What a judge gets: the criterion's own service, clients that record evidence, and the stack.
import type { StartedStack } from "../fixtures/stack.ts";
import type { Service, Topology } from "../fixtures/topology.ts";
import { Unknowable } from "../fixtures/unknowable.ts";
import type { Capability } from "../fixtures/capability.ts";
import { createSimulatorClient, type SimulatorClient } from "../fixtures/airtable/simulator-client.ts";
import type { Criterion } from "./check.ts";
import { createEvidenceLog, type EvidenceLog } from "./evidence.ts";
import { Failure } from "./failure.ts";
import { createHttp, type Http } from "./http.ts";
import { createRedact } from "./redact.ts";
import { knownSecrets, settingOf } from "./settings.ts";

/** A service or datastore as the checks see it. */
export interface Subject {
  readonly name: string;
  readonly compose: Service;
  readonly health: string;
  readonly ready: string;
  readonly metrics: string;
  /** A route that wants credentials, from x-verify. */
  readonly guarded: { readonly method: string; readonly path: string } | undefined;
}

export interface CheckContext {
  readonly criterion: Criterion;
  /** The service that the criterion names; throws for a criterion of the whole system. */
  readonly service: Subject;
  /** Every service of the topology whose role is `service`. */
  readonly services: readonly Subject[];
  readonly topology: Topology;
  readonly stack: StartedStack;
  readonly http: Http;
  readonly evidence: EvidenceLog;
  /** The simulated Airtable's control. */
  readonly airtable: SimulatorClient;
  /** A value of a service's environment, as compose gives it; fails the check by name when it is not there. */
  readonly setting: (service: string, name: string) => string;
  /** True when the runtime can do it: for a check that can say more with it, and enough without. */
  readonly can: (capability: Capability) => boolean;
  /** The working tree, for checks of files. */
  readonly root: string;
  /** Local addresses of this check's own, for checks that need several clients. */
  readonly clients: readonly string[];
}

/** A service of the topology as a subject; paths default to the plan's. */
function subjectOf(compose: Service): Subject {
  const [method, path] = compose.verify?.protected?.split(" ") ?? [];
  return {
    name: compose.name,
    compose,
    health: compose.verify?.health ?? "/health",
    ready: compose.verify?.ready ?? "/ready",
    metrics: compose.verify?.metrics ?? "/metrics",
    guarded: method && path ? { method, path } : undefined,
  };
}

export interface ContextOptions {
  readonly criterion: Criterion;
  readonly stack: StartedStack;
  readonly clients: readonly string[];
  readonly root: string;
}

function findSubject(topology: Topology, name: string | undefined): Subject {
  const compose = topology.services.find((candidate) => candidate.name === name);
  if (!compose)
    throw new Error(
      `no service ${name ?? "(none)"} in ${topology.file}: the check names no service of its own`,
    );
  return subjectOf(compose);
}

function simulatorOf(stack: StartedStack): SimulatorClient {
  const airtable = stack.topology.services.find(({ verify }) => verify?.role === "airtable");
  const { host, port } = stack.address(airtable?.name ?? "airtable");
  return createSimulatorClient(`http://${host}:${port}`);
}

/** A fresh context, with an evidence log of its own, for one run of one criterion. */
export function createCheckContext({ criterion, stack, clients, root }: ContextOptions): CheckContext {
  const { topology } = stack;
  const evidence = createEvidenceLog(createRedact(knownSecrets(topology)));
  return {
    criterion,
    get service() {
      return findSubject(topology, criterion.service);
    },
    services: topology.services.filter(({ verify }) => verify?.role === "service").map(subjectOf),
    topology,
    stack,
    http: createHttp(stack, evidence, clients[0]),
    evidence,
    get airtable() {
      return simulatorOf(stack);
    },
    setting: (service, name) => {
      const why = stack.unknown?.settings[`${service}/${name}`];
      if (why !== undefined) throw new Unknowable(why);
      const value = settingOf(topology, service, name);
      if (value !== undefined) return value;
      const at = topology.services.find((candidate) => candidate.name === service)?.at;
      const where = at ? { file: at.file, line: at.line } : { file: topology.file };
      const cure = `add ${name} to the environment of ${service}`;
      throw new Failure(`${topology.file} gives ${service} no ${name}`, { ...where, cure });
    },
    can: (capability) => stack.capabilities.includes(capability),
    root,
    clients,
  };
}
