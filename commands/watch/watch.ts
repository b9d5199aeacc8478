// `npm run verify -- --watch`: keeps the system up, and judges what a saved file affects, until Ctrl-C.
import { existsSync } from "node:fs";
import path from "node:path";
import { readTopology, TopologyError } from "../../fixtures/topology.ts";
import { hasBrowser, openBrowser } from "../open-browser.ts";
import { type Changes, watchChanges } from "./changes.ts";
import { openSession, type Session, type SessionOptions } from "./session.ts";
import { judgeRound, takeChange } from "./take-change.ts";

export interface WatchOptions extends SessionOptions {
  readonly signal: AbortSignal;
}

interface Watch extends WatchOptions {
  readonly changes: Changes;
  /** Shows Vitest's UI the first time. */
  readonly show: (url: string) => Promise<void>;
}

/** A round ends with the command, and with the next change. */
const roundOf = (watch: Watch, session: Session, startedAt: number) => {
  const signal = AbortSignal.any([watch.signal, watch.changes.pending()]);
  return { ...watch, session, signal, startedAt };
};

/** Undefined for a compose file that cannot be read: it says why, and the next change is waited for. */
async function open(watch: Watch): Promise<Session | undefined> {
  try {
    return await openSession(watch);
  } catch (error) {
    if (!(error instanceof TopologyError)) throw error;
    watch.progress.say(`${error.message}\n  ✗ red: the compose file cannot be read`);
    return undefined;
  }
}

function sayHow({ progress }: Watch, { criteria, scope, suites }: Session): void {
  const part = scope.selected === "all" ? " that run side by side; others by --suite or --check" : "";
  progress.say(`\n  Watching ${criteria.length} criteria${part}.`);
  if (suites.uiUrl !== undefined) console.error(`  Vitest's UI: ${suites.uiUrl}`);
  progress.say(
    `  Save a service or a suite file; ${process.stdin.isTTY ? "Enter judges all again, " : ""}Ctrl-C ends it.`,
  );
}

/** Until the command ends or the system has to come up anew. */
async function watchSession(watch: Watch): Promise<void> {
  const { changes, signal } = watch;
  const startedAt = performance.now();
  await using session = await open(watch);
  if (!session) return void (await changes.next());
  if (signal.aborted) return;
  await judgeRound(roundOf(watch, session, startedAt), new Set(session.criteria.map(({ id }) => id)), []);
  sayHow(watch, session);
  if (session.suites.uiUrl !== undefined) await watch.show(session.suites.uiUrl);
  let change = await changes.next();
  while (change && (await takeChange(roundOf(watch, session, change.at), change)) === "taken")
    change = await changes.next();
}

/** Resolves once the signal aborts, with everything put away. */
export async function watchSystem(options: WatchOptions): Promise<void> {
  const { root, signal } = options;
  const { file } = options.options;
  // What is written wrong can be put right meanwhile; what is not there is a slip of the command line, and is told.
  if (!existsSync(path.resolve(root, file))) readTopology({ file: path.resolve(root, file), env: {} });
  const paths = ["services", "suites", "fixtures/airtable", file];
  await using changes = await watchChanges(root, paths, signal);
  if (process.stdin.isTTY) process.stdin.on("data", changes.askForAll);
  let shown = !hasBrowser();
  const show = async (url: string) => {
    if (shown) return;
    shown = true;
    await openBrowser(url);
  };
  while (!signal.aborted) await watchSession({ ...options, changes, show });
}
