// The marks, words and numbers of the page: every state is told by a sign and a word, never by colour alone.
import { type Html, html, textOf } from "./html.ts";

const marks = {
  passed: "✓",
  met: "✓",
  failed: "✗",
  "not-met": "✗",
  missing: "✗",
  blocked: "⊘",
  flaky: "≈",
  error: "!",
  "not-verified": "?",
  "not-built": "○",
  "not-selected": "–",
} as const;

export type State = keyof typeof marks;

/** How a state looks: four colours for eleven states. */
const tones: Readonly<Record<State, "good" | "bad" | "warn" | "open">> = {
  passed: "good",
  met: "good",
  failed: "bad",
  "not-met": "bad",
  missing: "bad",
  blocked: "warn",
  flaky: "warn",
  error: "bad",
  "not-verified": "open",
  "not-built": "open",
  "not-selected": "open",
};

export const toneOf = (state: State): string => tones[state];

export const wordOf = (state: State): string => state.replace("-", " ");

/** The sign alone, for beside its word. */
export const markOf = (state: State): Html =>
  html`<span class="mark ${tones[state]}" aria-hidden="true">${marks[state]}</span>`;

/** Sign and word. */
export const stateOf = (state: State): Html =>
  html`<span class="state ${tones[state]}">${markOf(state)}${wordOf(state)}</span>`;

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/** `25 Nov 2026, 22:14 UTC`. */
export function timeText(iso: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  const day = time.toLocaleDateString("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  return `${day}, ${time.toISOString().slice(11, 16)} UTC`;
}

export const commitText = (commit: string | null, dirty: boolean): string =>
  commit === null ? "no commit" : `${commit.slice(0, 9)}${dirty ? " with changes" : ""}`;

/** Where a criterion's evidence is on this page. */
const hrefOf = (id: string): string => `#c-${encodeURI(id)}`;

export const linkTo = (id: string): Html => html`<a class="id" href="${hrefOf(id)}">${id}</a>`;

/** The beginning of a text that may be of any length: at most `length` characters of markup. */
export function cut(text: string, length: number): string {
  const most = text.slice(0, length);
  const fitting = Math.floor((most.length * length) / Math.max(length, textOf(html`${most}`).length));
  return text.length > fitting ? `${text.slice(0, fitting)} …` : text;
}
