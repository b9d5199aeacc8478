// Tells how a run goes on, to all who listen: a terminal, a log, a file of events. Secrets are taken out before.
import type { StackEvent } from "../fixtures/stack.ts";
import { redactReport } from "../reports/redact-report.ts";
import type { Criterion } from "../suites/check.ts";
import type { CriterionResult } from "../suites/outcome.ts";
import type { Listener, RunEvent } from "./run-events.ts";
import { createTimeLeft, type Durations, type TimeLeft } from "./time-left.ts";

export interface Progress {
  readonly tell: Listener;
  /** Values that no event may hold from now on. */
  readonly hide: (secrets: readonly string[]) => void;
  readonly say: (sentence: string) => void;
  readonly stackEvent: (event: StackEvent) => void;
  /** Begins the count. */
  readonly judging: (criteria: readonly Criterion[]) => void;
  readonly started: (id: string) => void;
  readonly judged: (result: CriterionResult) => void;
  /** Nothing more is judged. */
  readonly end: () => void;
}

/** `durations`: what criteria took before, for the time that is left. */
export function createProgress(listeners: readonly Listener[], durations: Durations = new Map()): Progress {
  const secrets: string[] = [];
  let timeLeft: TimeLeft | undefined;
  let count = { done: 0, of: 0 };
  const tell = (event: RunEvent) => {
    const clean = redactReport(event, secrets);
    for (const listener of listeners) listener(clean);
  };
  return {
    tell,
    hide: (more) => void secrets.push(...more),
    say: (text) => tell({ type: "note", text }),
    stackEvent: ({ service, kind, elapsedMs, detail }) => {
      const elapsed_ms = Math.round(elapsedMs);
      tell({ type: "service", service, state: kind, elapsed_ms, detail: detail ?? null });
    },
    judging: (criteria) => {
      timeLeft = createTimeLeft(criteria, durations);
      count = { done: 0, of: criteria.length };
      tell({ type: "judging", criteria: criteria.length, expected_ms: timeLeft.leftMs() ?? null });
    },
    started: (id) => tell({ type: "criterion-started", id }),
    judged: ({ id, outcome, reason, durationMs }) => {
      timeLeft?.done(id);
      count = { ...count, done: count.done + 1 };
      const left_ms = timeLeft?.leftMs() ?? null;
      const about = { id, outcome, reason: reason ?? null, duration_ms: durationMs ?? null };
      tell({ type: "criterion", ...about, ...count, left_ms });
    },
    end: () => tell({ type: "judged" }),
  };
}
