// A system that stays up while people change it, with what is known of each criterion that is watched.
import path from "node:path";
import { serveStack } from "../../fixtures/stack-server.ts";
import type { StartedStack } from "../../fixtures/stack.ts";
import { readTopology, type Topology } from "../../fixtures/topology.ts";
import { type RunScope, unjudged } from "../../reports/unjudged.ts";
import { criteriaOf } from "../../suites/catalogue.ts";
import type { Criterion } from "../../suites/check.ts";
import { componentsOf } from "../../suites/components.ts";
import type { CriterionResult, Diagnosis } from "../../suites/outcome.ts";
import { knownSecrets } from "../../suites/settings.ts";
import { bringUpWith } from "../bring-up-with.ts";
import type { Progress } from "../progress.ts";
import { selectCriteria } from "../select-criteria.ts";
import { openSuites, type SuiteRuns } from "../suite-runs.ts";
import { testEnvironment } from "../test-environment.ts";
import type { VerifyOptions } from "../verify-options.ts";
import { watching } from "../watched-topology.ts";

export interface Session extends AsyncDisposable {
  readonly topology: Topology;
  readonly secrets: readonly string[];
  readonly stack: StartedStack;
  /** Until what it returns is called, what judges is loaded but asks nothing. */
  readonly hold: () => () => void;
  readonly suites: SuiteRuns;
  readonly criteria: readonly Criterion[];
  readonly scope: RunScope;
  /** As they were judged last, by id; none for what has to be judged again. */
  readonly results: Map<string, CriterionResult>;
  /** The same, kept also while a criterion waits to be judged again. */
  readonly before: Map<string, CriterionResult>;
  /** The services that each criterion was ever seen to ask. */
  readonly seen: Map<string, Set<string>>;
  /** Services that did not start anew, each with its cause. */
  readonly down: Map<string, Diagnosis>;
}

export interface SessionOptions {
  readonly root: string;
  readonly options: VerifyOptions;
  readonly progress: Progress;
}

/** Without a selection, what runs side by side: the rest ends services and uses limits up, and takes a minute. */
function watchedOf(criteria: readonly Criterion[], scope: RunScope): readonly Criterion[] {
  return criteria.filter(
    (criterion) =>
      unjudged(criterion, scope) === undefined &&
      (scope.selected !== "all" || criterion.check.phase === "side-by-side"),
  );
}

function taking({ results, before, seen }: Pick<Session, "results" | "before" | "seen">, progress: Progress) {
  return (result: CriterionResult) => {
    results.set(result.id, result);
    before.set(result.id, result);
    const services = seen.get(result.id) ?? new Set();
    for (const { service } of result.evidence) if (service !== undefined) services.add(service);
    seen.set(result.id, services);
    progress.judged(result);
  };
}

/** Reads the compose file as it is now, and brings it up. */
export async function openSession({ root, options, progress }: SessionOptions): Promise<Session> {
  const env = testEnvironment(process.env);
  const file = path.resolve(root, options.file);
  const topology = readTopology({ file, env });
  const secrets = knownSecrets(topology);
  progress.hide(secrets);
  const all = criteriaOf(componentsOf(topology));
  const selected = selectCriteria(options, all);
  await using open = new AsyncDisposableStack();
  const { ephemeralPorts } = options;
  const watched = readTopology({ file, env, profiles: watching });
  const stack = open.use(await bringUpWith(progress, { topology: watched, ephemeralPorts }));
  const server = open.adopt(await serveStack(stack), (served) => served.close());
  const scope: RunScope = { runtime: stack.runtime, capabilities: stack.capabilities, selected };
  const criteria = watchedOf(all, scope);
  const known: Pick<Session, "results" | "before" | "seen" | "down"> = {
    results: new Map(),
    before: new Map(),
    seen: new Map(),
    down: new Map(),
  };
  const { url, token } = server;
  const onResult = taking(known, progress);
  const ui = options.ui ? { criteria } : undefined;
  const suites = open.use(
    await openSuites({ stack: { url, token }, root, onStart: progress.started, onResult, ui }),
  );
  const kept = open.move();
  const { hold } = server;
  const about = { topology, secrets, stack, hold, suites, criteria, scope, ...known };
  return { ...about, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}
