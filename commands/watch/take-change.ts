// Takes a change into a warm system: services start anew, what it affects is judged, and the verdict is told.
import { screenOf } from "../../reports/render/layout.ts";
import { redactReport } from "../../reports/redact-report.ts";
import { type Criterion, suiteNames } from "../../suites/check.ts";
import { findJudges } from "../../suites/find-judges.ts";
import { judgePhases } from "../judge.ts";
import type { Change } from "./changes.ts";
import { askingFor, type Impact, impactOf, type Watched } from "./impact.ts";
import { restartService } from "./restart-service.ts";
import type { Session, SessionOptions } from "./session.ts";
import { turnOf } from "./turn.ts";
import { watchVerdict } from "./watch-verdict.ts";

export interface Round extends SessionOptions {
  readonly session: Session;
  /** Ends the round early. */
  readonly signal: AbortSignal;
  /** By performance.now(). */
  readonly startedAt: number;
  /** Resolves once all that starts anew is up or down: no verdict before. */
  readonly started?: Promise<unknown>;
}

/** Judges, and says where everything stands; nothing where the signal cut it short. */
async function judgePart(round: Round, criteria: readonly Criterion[]): Promise<void> {
  const { session, progress, signal, startedAt } = round;
  progress.judging(criteria);
  const { harnessErrors } = await judgePhases(session.suites, { criteria, signal });
  await round.started;
  progress.end();
  if (signal.aborted) return;
  const judged = criteria.map(({ id }) => id).filter((id) => session.results.has(id));
  const elapsedMs = performance.now() - startedAt;
  const verdict = watchVerdict(session, { judged, harnessErrors, elapsedMs }, screenOf(process.stderr));
  for (const line of verdict.lines) progress.say(line);
  const { green, notPassed } = verdict;
  const counts = { judged: judged.length, open: verdict.open, elapsed_ms: Math.round(elapsedMs) };
  progress.tell({ type: "watch-verdict", green, ...counts, not_passed: notPassed });
}

/**
 * Judges these, what is likeliest to have changed first, but none that needs a service which is down. What starts anew
 * meanwhile is taken to come up.
 */
export async function judgeRound(round: Round, wanted: ReadonlySet<string>, restarts: readonly string[]) {
  const { session } = round;
  const { criteria, results, before, seen } = session;
  const down = [...session.down.keys()].filter((name) => !restarts.includes(name));
  const waiting = new Set(askingFor(down, watchedOf(round)));
  const affected = criteria.filter(({ id }) => wanted.has(id) || results.get(id)?.outcome !== "passed");
  const { first, rest } = turnOf(
    affected.filter((criterion) => !waiting.has(criterion)),
    { restarts, seen, before },
  );
  for (const { id } of affected) results.delete(id);
  await judgePart(round, first);
  if (rest.length > 0 && !round.signal.aborted) await judgePart(round, rest);
}

async function restartAll({ session }: Round, names: readonly string[]): Promise<void> {
  const { stack, secrets, down } = session;
  const restart = async (name: string) => {
    const diagnosis = await restartService(stack, name);
    down.delete(name);
    if (diagnosis) down.set(name, redactReport(diagnosis, secrets));
  };
  await Promise.all(names.map(restart));
}

/** What judges is loaded while the services start: it asks nothing before they are up, and nothing where one is not. */
async function judgeAnew(round: Round, wanted: ReadonlySet<string>, restarts: readonly string[]) {
  const { down, hold } = round.session;
  const failed = new AbortController();
  const release = hold();
  const isDown = () => restarts.some((name) => down.has(name));
  const started = restartAll(round, restarts).finally(() => {
    if (isDown()) failed.abort();
    release();
  });
  const signal = AbortSignal.any([round.signal, failed.signal]);
  await Promise.all([started, judgeRound({ ...round, signal, started }, wanted, restarts)]);
  if (isDown() && !round.signal.aborted) await judgeRound(round, wanted, []);
}

const watchedOf = ({ session, root }: Round): Watched => ({
  ...session,
  judges: suiteNames.flatMap((suite) => findJudges(root, suite)),
});

function say({ progress }: Round, { files, all }: Change, { restarts, unread }: Impact): void {
  const what = all ? "everything" : files.join(", ");
  const anew = restarts.length > 0 ? `; ${restarts.join(", ")} starts anew` : "";
  progress.say(`\n  ${new Date().toLocaleTimeString("en-GB")} ${what}${anew}`);
  for (const file of unread)
    progress.say(`  ${file}: the catalogue is read at the start; watch again for it`);
  progress.tell({ type: "change", files, restarts });
}

/** "anew" where the compose file changed: then nothing that is known of the system holds any more. */
export async function takeChange(round: Round, change: Change): Promise<"anew" | "taken"> {
  const { session } = round;
  const saved = impactOf(change.files, watchedOf(round));
  // Whoever asks for everything asks for what is down, too.
  const restarts = [...new Set([...(change.all ? session.down.keys() : []), ...saved.restarts])];
  const impact = { ...saved, restarts };
  say(round, change, impact);
  if (impact.anew) return "anew";
  for (const file of change.files) session.suites.forget(`${round.root}/${file}`);
  const wanted = change.all ? new Set(session.criteria.map(({ id }) => id)) : impact.criteria;
  if (wanted.size === 0 && impact.restarts.length === 0) {
    round.progress.say("  nothing that is watched depends on it");
    return "taken";
  }
  await judgeAnew(round, wanted, impact.restarts);
  return "taken";
}
