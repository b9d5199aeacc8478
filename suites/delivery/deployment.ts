// One deployment that is judged: a copy of the tree, a compose project of its own, and what it was seen to do.
import { tmpdir } from "node:os";
import path from "node:path";
import { connectEngine, type Engine } from "../../fixtures/engine/engine.ts";
import { type Reaper, startReaper } from "../../fixtures/processes/reaper.ts";
import type { Criterion } from "../check.ts";
import { createEvidenceLog, type EvidenceLog } from "../evidence.ts";
import type { Seeing } from "../judge-criterion.ts";
import type { DeploymentsProvided } from "../provided.ts";
import { createRedact, type Redact } from "../redact.ts";
import { callerEnvironment } from "./caller-environment.ts";
import { type Ended, endOf, runToEnd } from "./command.ts";
import { type ComposeProject, composeProject } from "./compose-project.ts";
import { copyTree } from "./tree-copy.ts";

export interface RunOptions {
  readonly budgetMs: number;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Deployment extends Seeing, AsyncDisposable {
  /** The work tree, which is not to be touched. */
  readonly root: string;
  /** The folder with the copy of it. */
  readonly tree: string;
  /** The compose project's name. */
  readonly name: string;
  readonly project: ComposeProject;
  readonly engine: Engine;
  /** Runs a program in the tree; how it ended and its last lines become evidence. */
  run(program: string, args: readonly string[], options: RunOptions): Promise<Ended>;
  /** Never to be shown: taken out of all evidence from now on. */
  hide(secrets: readonly string[]): void;
  /** Takes out what was hidden, for a failure that quotes. */
  readonly redact: Redact;
  /** Ends what is under way. */
  abort(): void;
}

export interface OpenDeployment extends DeploymentsProvided {
  readonly criterion: Criterion;
  readonly root: string;
  readonly signal: AbortSignal;
}

const keptLines = 40;

interface Running {
  readonly tree: string;
  readonly env: Readonly<Record<string, string>>;
  readonly reaper: Reaper;
  readonly signal: AbortSignal;
  readonly evidence: EvidenceLog;
}

/** Runs commands in the tree, one evidence each. */
const createRun =
  ({ tree, env, reaper, signal, evidence }: Running): Deployment["run"] =>
  async (program, args, { budgetMs, env: more }) => {
    const command = { program, args, cwd: tree, env: { ...env, ...more }, budgetMs };
    const ended = await runToEnd(command, { reaper, signal });
    const detail = ended.lines.slice(-keptLines);
    evidence.record({ kind: "logs", service: undefined, summary: endOf(ended), detail });
    signal.throwIfAborted();
    return ended;
  };

/** A redaction that learns: a deployment makes its secrets itself. */
function createVeil(): Pick<Deployment, "hide" | "redact"> {
  const hidden: string[] = [];
  let redact = createRedact(hidden);
  return {
    hide: (secrets) => {
      hidden.push(...secrets);
      redact = createRedact(hidden);
    },
    redact: (text) => redact(text),
  };
}

export async function openDeployment(options: OpenDeployment): Promise<Deployment> {
  const { criterion, root, prefix, images, signal } = options;
  const name = `${prefix}${criterion.id.split(".")[1] ?? "deployment"}`;
  const engine = await connectEngine();
  const project = composeProject(engine.docker, name);
  const tree = path.join(tmpdir(), name);
  const reaper = await startReaper();
  reaper.remove(tree);
  await copyTree(root, tree);
  const env = { ...callerEnvironment(process.env), ...images };
  const aborting = new AbortController();
  const veil = createVeil();
  const evidence = createEvidenceLog(veil.redact);
  const running = { tree, env, reaper, evidence, signal: AbortSignal.any([aborting.signal, signal]) };
  return {
    ...veil,
    criterion,
    evidence,
    root,
    tree,
    name,
    project,
    engine,
    run: createRun(running),
    abort: () => aborting.abort(),
    [Symbol.asyncDispose]: async () => {
      aborting.abort();
      await reaper.end();
      await project.remove();
    },
  };
}
