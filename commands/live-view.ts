// What a terminal shows of a run at this moment, below the lines that stay: who comes up, what is judged.
import { bar, type Screen } from "../reports/render/layout.ts";
import { aboutText } from "./progress-lines.ts";
import type { RunEvent } from "./run-events.ts";

export interface LiveState {
  readonly stage: "idle" | "bring-up" | "judging";
  /** Services that are still to come. */
  readonly waiting: readonly string[];
  readonly services: number;
  readonly done: number;
  readonly of: number;
  readonly notPassed: number;
  /** Milliseconds; null where nobody knows. */
  readonly left: number | null;
  readonly running: readonly string[];
}

export const atRest: LiveState = {
  stage: "idle",
  waiting: [],
  services: 0,
  done: 0,
  of: 0,
  notPassed: 0,
  left: null,
  running: [],
};

const settled = new Set(["ready", "failed", "not-started"]);

function afterService(
  state: LiveState,
  { service, state: now }: Extract<RunEvent, { type: "service" }>,
): LiveState {
  if (state.stage !== "bring-up" || !settled.has(now)) return state;
  const waiting = state.waiting.filter((name) => name !== service);
  return waiting.length === 0 ? atRest : { ...state, waiting };
}

export function after(state: LiveState, event: RunEvent): LiveState {
  switch (event.type) {
    case "note":
    case "change":
    case "watch-verdict":
      return state;
    case "bring-up":
      return { ...atRest, stage: "bring-up", waiting: event.services, services: event.services.length };
    case "service":
      return afterService(state, event);
    case "judging":
      return { ...atRest, stage: "judging", of: event.criteria, left: event.expected_ms };
    case "criterion-started":
      return { ...state, running: [...state.running, event.id] };
    case "criterion": {
      const { done, of, left_ms: left, id, outcome } = event;
      const notPassed = state.notPassed + (outcome === "passed" ? 0 : 1);
      return { ...state, done, of, left, notPassed, running: state.running.filter((one) => one !== id) };
    }
    case "judged":
    case "end":
    default:
      return atRest;
  }
}

const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

const cut = (text: string, width: number) => (text.length <= width ? text : `${text.slice(0, width - 1)}…`);

/** At most two lines, none wider than the screen; none at rest. `turn` moves the mark. */
export function liveLines(state: LiveState, turn: number, { width, paint }: Screen): readonly string[] {
  const mark = `  ${paint("cyan", frames[turn % frames.length] ?? "")} `;
  const room = width - 5;
  const { stage, waiting, services, done, of, notPassed, left, running } = state;
  if (stage === "idle") return [];
  if (stage === "bring-up")
    return [
      `${mark}${cut(`${services - waiting.length} of ${services} up, coming: ${waiting.join(", ")}`, room)}`,
    ];
  const hasBar = width >= 70;
  const { full, rest } = bar(of === 0 ? 0 : done / of, 20);
  const counts = [
    `${done} of ${of} judged`,
    ...(notPassed > 0 ? [`${notPassed} not passed`] : []),
    ...(left === null || done === of ? [] : [`about ${aboutText(left)} left`]),
  ];
  const drawn = hasBar ? `${paint("green", full)}${paint("dim", rest)} ` : "";
  const now = running.length === 0 ? [] : [`    ${paint("dim", cut(running.join(", "), room))}`];
  return [`${mark}${drawn}${cut(counts.join(" · "), room - (hasBar ? 21 : 0))}`, ...now];
}
