// Tells how a run goes on: plain lines, one a thing, rewritten in place on a terminal.
import { stripVTControlCharacters, styleText } from "node:util";
import type { StackEvent } from "../fixtures/stack.ts";
import type { CriterionResult } from "../suites/outcome.ts";

export interface Progress {
  readonly say: (sentence: string) => void;
  readonly stackEvent: (event: StackEvent) => void;
  readonly judged: (result: CriterionResult) => void;
  /** Ends the line that is being rewritten. */
  readonly end: () => void;
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
const marks: Readonly<Record<string, string>> = { passed: "✓", failed: "✗", blocked: "◌", error: "!" };

/** Writes to `stream`; `total` criteria will be judged. */
export function createProgress(stream: NodeJS.WriteStream, total: () => number): Progress {
  const live = stream.isTTY && process.env["CI"] === undefined;
  let done = 0;
  let open = false;
  const end = () => {
    if (open) stream.write("\r\u001B[K");
    open = false;
  };
  const say = (sentence: string) => {
    end();
    stream.write(`${sentence}\n`);
  };
  const rewrite = (sentence: string) => {
    const text = stripVTControlCharacters(sentence).slice(0, (stream.columns ?? 80) - 1);
    stream.write(`\r\u001B[K${text}`);
    open = true;
  };
  return {
    say,
    end,
    stackEvent: ({ service, kind, elapsedMs, detail }) => {
      if (kind === "ready")
        say(`  ${styleText("green", "up", { stream })}  ${service.padEnd(18)} ${seconds(elapsedMs)}`);
      if (kind === "failed" || kind === "not-started")
        say(`  ${styleText("red", "no", { stream })}  ${service.padEnd(18)} ${detail ?? kind}`);
    },
    judged: ({ id, outcome, reason }) => {
      done += 1;
      if (outcome !== "passed")
        say(`  ${marks[outcome] ?? "?"} ${id}: ${outcome}${reason ? `, ${reason.split("\n")[0]}` : ""}`);
      if (live) rewrite(`  ${done} of ${total()} judged: ${id}`);
    },
  };
}
