// A run's progress as plain lines, one a thing that happened, for logs and pipelines.
import type { Screen } from "../reports/render/layout.ts";
import type { Listener, RunEvent } from "./run-events.ts";

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
const marks: Readonly<Record<string, string>> = { failed: "✗", blocked: "◌", error: "!", flaky: "~" };

/** `40 s`, `3 min`: an estimate is not told to the tenth. */
export function aboutText(ms: number): string {
  const whole = Math.max(1, Math.round(ms / 1000));
  return whole < 100 ? `${whole} s` : `${Math.round(whole / 60)} min`;
}

/** What stays on the screen; undefined for what only a live view shows. */
export function lineOf(event: RunEvent, { paint }: Pick<Screen, "paint">): string | undefined {
  if (event.type === "note") return event.text;
  if (event.type === "service") {
    const { service, state, elapsed_ms, detail } = event;
    if (state === "ready") return `  ${paint("green", "up")}  ${service.padEnd(18)} ${seconds(elapsed_ms)}`;
    if (state === "failed" || state === "not-started")
      return `  ${paint("red", "no")}  ${service.padEnd(18)} ${detail ?? state}`;
  }
  if (event.type === "criterion" && event.outcome !== "passed") {
    const { id, outcome, reason } = event;
    return `  ${paint("red", marks[outcome] ?? "?")} ${id}: ${outcome}${reason ? `, ${reason.split("\n")[0]}` : ""}`;
  }
  return undefined;
}

/** `50 of 155 judged, about 40 s left`. */
function countText(event: Extract<RunEvent, { type: "criterion" }>): string {
  const { done, of, left_ms } = event;
  const left = left_ms === null || done === of ? "" : `, about ${aboutText(left_ms)} left`;
  return `${done} of ${of} judged${left}`;
}

const quarters = 4;

/** Passes each quarter of the way; a short run needs no such line. */
function isMark({ done, of }: { done: number; of: number }): boolean {
  const quarter = (count: number) => Math.floor((count * quarters) / of);
  return of >= 20 && done < of && quarter(done) > quarter(done - 1);
}

export function progressLines(stream: NodeJS.WritableStream, screen: Screen): Listener {
  return (event) => {
    const line = lineOf(event, screen);
    if (line !== undefined) stream.write(`${line}\n`);
    if (event.type === "criterion" && isMark(event)) stream.write(`  ${countText(event)}\n`);
  };
}
