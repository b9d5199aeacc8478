// Tells how a proof goes on: one line a fault, with what is left and about how long it will take.
import { styleText } from "node:util";
import type { ProofMutant } from "../../reports/proof-mutation.ts";
import type { ProofStep } from "../../reports/proof-path.ts";
import type { ProofFault } from "../../reports/proof-results.ts";
import type { JobEnd } from "./job.ts";

export interface ProveProgress {
  readonly say: (sentence: string) => void;
  readonly control: (end: JobEnd, failed: readonly string[]) => void;
  readonly judged: (fault: ProofFault) => void;
  readonly measured: (step: ProofStep) => void;
  readonly mutated: (mutant: ProofMutant) => void;
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(0)} s`;

function estimate(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  return minutes <= 1 ? "about a minute left" : `about ${minutes} minutes left`;
}

function verdictOf({ error, caught, by_intended, diagnosed }: ProofFault): readonly [string, string] {
  if (error !== null) return ["!", "could not be judged"];
  if (!caught) return ["✗", "MISSED"];
  if (!by_intended) return ["✗", "caught, but not by all that must catch it"];
  return diagnosed ? ["✓", "caught and named"] : ["~", "caught, its cause not named"];
}

function noticedOf({ outcome, caught_by, timed_out, error }: ProofMutant): readonly [string, string] {
  if (outcome === "error") return ["!", `could not be judged: ${error ?? ""}`];
  if (outcome === "survived") return ["✗", "SURVIVED"];
  const [first = timed_out ? "its time running out" : "nothing"] = caught_by;
  return ["✓", `caught by ${first}`];
}

/** `total` runs are to come, `lanes` of them at a time. */
export function createProveProgress(
  stream: NodeJS.WriteStream,
  { total, lanes }: { readonly total: number; readonly lanes: number },
): ProveProgress {
  const startedAt = performance.now();
  let done = 0;
  const say = (sentence: string) => void stream.write(`${sentence}\n`);
  const left = () => {
    const remaining = total - done;
    if (remaining <= 0) return "";
    return `, ${estimate(((performance.now() - startedAt) / Math.max(done, lanes)) * remaining)}`;
  };
  const shown = (mark: string) =>
    styleText(mark === "✓" ? "green" : mark === "~" ? "yellow" : "red", mark, { stream });
  return {
    say,
    control: ({ durationMs, error }, failed) => {
      const verdict = error ?? (failed.length === 0 ? "clean" : `not clean: ${failed.join("; ")}`);
      say(`  control run ${verdict} (${seconds(durationMs)})`);
    },
    judged: (fault) => {
      done += 1;
      const [mark, verdict] = verdictOf(fault);
      const unrelated = fault.unrelated.length === 0 ? "" : `, ${fault.unrelated.length} unrelated`;
      say(
        `  ${shown(mark)} ${fault.kind}/${fault.id}: ${verdict}${unrelated} (${seconds(fault.duration_ms)}; ${done} of ${total}${left()})`,
      );
      if (fault.error !== null) say(`      ${fault.error}`);
    },
    measured: ({ id, mended, rate, duration_ms, error }) => {
      done += 1;
      const what = mended.length === 0 ? "" : `, ${mended.map((fault) => fault.id).join(", ")} mended`;
      const result = error === null ? `${rate.passed} criteria pass` : error;
      say(`  ${id}${what}: ${result} (${seconds(duration_ms)}; ${done} of ${total}${left()})`);
    },
    mutated: (mutant) => {
      done += 1;
      const { file, line, mutator, duration_ms } = mutant;
      const [mark, verdict] = noticedOf(mutant);
      say(
        `  ${shown(mark)} ${file}:${line} ${mutator}: ${verdict} (${seconds(duration_ms)}; ${done} of ${total}${left()})`,
      );
    },
  };
}
