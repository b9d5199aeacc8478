// Where a watched system stands after a change: the root causes, and one line that is green or red.
import type { RunInfo } from "../../reports/result-types.ts";
import { redactReport } from "../../reports/redact-report.ts";
import { renderCauses } from "../../reports/render/terminal-causes.ts";
import { type Screen, wrap } from "../../reports/render/layout.ts";
import { buildResultFile } from "../../reports/result-file.ts";
import { settle } from "../../reports/settle.ts";
import type { CriterionResult } from "../../suites/outcome.ts";
import type { Session } from "./session.ts";

export interface WatchVerdict {
  readonly green: boolean;
  /** Ids, of all that is watched. */
  readonly notPassed: readonly string[];
  /** Watched criteria that nobody has judged since they were affected. */
  readonly open: number;
  readonly lines: readonly string[];
}

export interface Judging {
  /** Ids of what was judged. */
  readonly judged: readonly string[];
  readonly harnessErrors: readonly string[];
  readonly elapsedMs: number;
}

const noRun: RunInfo = {
  id: "",
  started_at: "",
  duration_ms: 0,
  runtime: "embedded",
  commit: null,
  dirty: true,
};

function settledResults({ criteria, results, scope }: Session): readonly CriterionResult[] {
  const judged = criteria.filter(({ id }) => results.has(id));
  const selected = new Set(judged.map(({ id }) => id));
  return [...settle(judged, [...results.values()], { ...scope, selected }).values()];
}

function downLines(down: Session["down"], { width, paint }: Screen): string[] {
  return [...down].flatMap(([service, { summary, file, line, cure }]) => {
    const place = [file, line].filter((part) => part !== undefined).join(":");
    return [
      `${paint("red", "✗")} ${paint("bold", service)}`,
      ...wrap(summary, width - 6).map((text) => `  ${text}`),
      ...(place === "" ? [] : [`  ${paint("cyan", place)}${cure ? ` → ${cure}` : ""}`]),
    ];
  });
}

function causeLines(session: Session, settled: readonly CriterionResult[], screen: Screen): string[] {
  const results = new Map(settled.map((result) => [result.id, result]));
  const criteria = session.criteria.filter(({ id }) => results.has(id));
  const file = buildResultFile({ criteria, results, run: noRun });
  return renderCauses(redactReport(file, session.secrets), screen);
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

/** `17 judged in 1.9 s; 115 of 116 watched pass, 1 does not`. */
function countText(session: Session, judging: Judging, notPassed: number): string {
  const watched = session.criteria.length;
  const open = watched - session.results.size;
  const passed = session.results.size - notPassed;
  return [
    `${judging.judged.length} judged in ${seconds(judging.elapsedMs)}; ${passed} of ${watched} watched pass`,
    ...(notPassed > 0 ? [`${notPassed} not`] : []),
    ...(open > 0 ? [`${open} still to judge`] : []),
  ].join(", ");
}

export function watchVerdict(session: Session, judging: Judging, screen: Screen): WatchVerdict {
  const settled = settledResults(session);
  const notPassed = settled.filter(({ outcome }) => outcome !== "passed").map(({ id }) => id);
  const { down } = session;
  const { harnessErrors } = judging;
  const green = notPassed.length === 0 && down.size === 0 && harnessErrors.length === 0;
  const mark = green ? screen.paint(["bold", "green"], "✓ green") : screen.paint(["bold", "red"], "✗ red");
  const causes = notPassed.length === 0 ? [] : causeLines(session, settled, screen);
  const lines = [
    ...downLines(down, screen),
    ...causes,
    ...harnessErrors.map((error) => `! the harness failed: ${error}`),
    `${mark} ${countText(session, judging, notPassed.length)}`,
  ];
  return {
    green,
    notPassed,
    open: session.criteria.length - session.results.size,
    lines: lines.map((line) => (line === "" ? "" : `  ${line}`)),
  };
}
