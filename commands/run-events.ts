// What a run tells while it goes on: the one shape behind the terminal, the plain log and `--events`.
import type { StackEvent } from "../fixtures/stack.ts";
import type { Outcome } from "../suites/outcome.ts";

/** Of the lines of an events file; a new kind or field leaves it, anything else changes it. */
export const eventsVersion = "1.0.0";

export type RunEvent =
  /** A sentence for people. */
  | { readonly type: "note"; readonly text: string }
  | {
      readonly type: "bring-up";
      readonly runtime: string;
      readonly services: readonly string[];
    }
  /** A service of the system, while it comes up and as long as it runs. */
  | {
      readonly type: "service";
      readonly service: string;
      readonly state: StackEvent["kind"];
      /** Since the bring-up began. */
      readonly elapsed_ms: number;
      readonly detail: string | null;
    }
  | { readonly type: "judging"; readonly criteria: number; readonly expected_ms: number | null }
  | { readonly type: "criterion-started"; readonly id: string }
  | {
      readonly type: "criterion";
      readonly id: string;
      readonly outcome: Outcome;
      readonly reason: string | null;
      readonly duration_ms: number | null;
      /** Judged so far, this one included. */
      readonly done: number;
      readonly of: number;
      /** By the durations of earlier runs. */
      readonly left_ms: number | null;
    }
  /** Only while watching: files that were saved, and the services that start anew for them. */
  | {
      readonly type: "change";
      readonly files: readonly string[];
      readonly restarts: readonly string[];
    }
  /** Only while watching: what a change came to, and where all that is watched stands. */
  | {
      readonly type: "watch-verdict";
      readonly green: boolean;
      readonly judged: number;
      /** Watched, and not judged since they were affected. */
      readonly open: number;
      /** Since the first file was saved. */
      readonly elapsed_ms: number;
      readonly not_passed: readonly string[];
    }
  /** Nothing more is judged. */
  | { readonly type: "judged" }
  | { readonly type: "end"; readonly exit_code: number };

export type Listener = (event: RunEvent) => void;
