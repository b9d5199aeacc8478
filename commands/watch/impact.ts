// What saved files mean for a warm system: who starts anew, and which criteria have to be judged again.
import type { Service, Topology } from "../../fixtures/topology.ts";
import { type Criterion, suiteNames } from "../../suites/check.ts";
import type { JudgedAt } from "../../suites/find-judges.ts";
import { peersOf } from "../../suites/wiring/peer-faults.ts";

export interface Impact {
  /** The compose file itself: the whole system comes up anew. */
  readonly anew: boolean;
  readonly restarts: readonly string[];
  /** Ids. */
  readonly criteria: ReadonlySet<string>;
  /** Changes that only a new start takes in. */
  readonly unread: readonly string[];
}

export interface Watched {
  readonly topology: Topology;
  readonly criteria: readonly Criterion[];
  /** The services that each criterion was seen to ask, by its id. */
  readonly seen: ReadonlyMap<string, ReadonlySet<string>>;
  readonly judges: readonly JudgedAt[];
}

/** The folder of a service's own sources: `services/api-gateway` of `node services/api-gateway/src/main.ts`. */
function sourceFolder({ command = [] }: Service): string | undefined {
  const entry = command.find((word) => /^[\w-]+\/[\w-]+\/.*\.[cm]?[jt]s$/.test(word));
  return entry?.split("/").slice(0, 2).join("/");
}

/** The files that the topology was read from. */
const composeFiles = ({ file, services }: Topology): readonly string[] => [
  ...new Set([file, ...services.map(({ at }) => at.file)]),
];

/** A file beside the services' own folders, such as the kit, is part of each of them. */
function servicesOf(file: string, { services }: Topology): readonly string[] {
  const folders = services.flatMap((service) => {
    const folder = sourceFolder(service);
    return folder === undefined ? [] : [{ name: service.name, folder }];
  });
  const own = folders.filter(({ folder }) => file.startsWith(`${folder}/`));
  const [room = ""] = file.split("/", 1);
  const beside = room === "services" ? folders.filter(({ folder }) => folder.startsWith(`${room}/`)) : [];
  return (own.length > 0 ? own : beside).map(({ name }) => name);
}

/** The services themselves, and whoever asks them, directly or through others. */
function reaching(names: readonly string[], { services }: Topology): ReadonlySet<string> {
  const reached = new Set(names);
  for (const name of reached) {
    const asking = services.filter((service) => peersOf(service).some(({ url }) => url.hostname === name));
    for (const service of asking) reached.add(service.name);
  }
  return reached;
}

function judgedBy(file: string, { judges, criteria }: Watched): readonly Criterion[] {
  if (!file.startsWith("suites/")) return [];
  if (file.endsWith(".suite.ts")) {
    const checks = new Set(judges.filter((judge) => judge.file === file).map(({ check }) => check));
    return criteria.filter(({ check }) => checks.has(check.id));
  }
  const suite = suiteNames.find((name) => file.startsWith(`suites/${name}/`));
  return suite === undefined ? criteria : criteria.filter((criterion) => criterion.suite === suite);
}

/** The catalogue is data of the running command. */
const isCatalogue = (file: string) => /^suites\/.*\.checks\.ts$|^suites\/(check|catalogue)\.ts$/.test(file);

/** The criteria that ask one of the services, directly or through others. */
export function askingFor(names: readonly string[], watched: Watched): readonly Criterion[] {
  const { topology, criteria, seen } = watched;
  const reached = reaching(names, topology);
  return criteria.filter(({ id, service }) =>
    [...(seen.get(id) ?? []), ...(service === undefined ? [] : [service])].some((name) => reached.has(name)),
  );
}

/** `files` are relative to the root, with forward slashes. */
export function impactOf(files: readonly string[], watched: Watched): Impact {
  const { topology, criteria } = watched;
  const anew = composeFiles(topology).some((file) => files.includes(file));
  const restarts = [...new Set(files.flatMap((file) => servicesOf(file, topology)))];
  const bySuite = files.flatMap((file) => judgedBy(file, watched));
  const chosen = anew ? criteria : [...bySuite, ...askingFor(restarts, watched)];
  return {
    anew,
    restarts,
    criteria: new Set(chosen.map(({ id }) => id)),
    unread: files.filter(isCatalogue),
  };
}
