// The root causes for a terminal: what broke by itself, where to change what, and what it takes down with it.
import type { ResultFile } from "../result-types.ts";
import { type RootCause, rootCauses } from "../root-causes.ts";
import { type Screen, wrap } from "./layout.ts";
import { foldedList } from "./wording.ts";

const shown = 12;

export function renderCauses(file: ResultFile, screen: Screen): string[] {
  const causes = rootCauses(file);
  if (causes.length === 0) return [];
  const heading = causes.length === 1 ? "1 root cause" : `${causes.length} root causes`;
  const hidden = causes.slice(shown).map(({ record }) => record.id);
  const more =
    hidden.length === 0 ? [] : wrap(`and ${hidden.length} more: ${hidden.join(", ")}`, screen.width - 4);
  return [
    screen.paint(["bold", "red"], heading),
    ...causes.slice(0, shown).flatMap((cause) => ["", ...renderCause(cause, screen)]),
    ...(more.length === 0 ? [] : ["", ...more]),
  ];
}

function renderCause(
  { record, summary, place, cure, also, blocks }: RootCause,
  { width, paint }: Screen,
): string[] {
  const kind = record.outcome === "failed" ? "" : paint("yellow", ` (${record.outcome})`);
  const inner = (text: string) => wrap(text, width - 6).map((line) => `  ${line}`);
  const where = place === undefined ? [] : [`  ${paint("cyan", place)}`];
  const block = `blocks ${blocks.length}: ${foldedList(blocks)}`;
  return [
    `${paint("red", "✗")} ${paint("bold", record.id)}${kind}`,
    ...inner(summary),
    ...(cure === undefined ? where : withCure(where, inner(cure))),
    ...(also.length === 0 ? [] : inner(`also behind ${foldedList(also)}`).map((line) => paint("dim", line))),
    ...(blocks.length === 0 ? [] : inner(block).map((line) => paint("dim", line))),
  ];
}

/** The place and its cure on one line where both are there: `compose.test.yml:41 → make it "7002:8002"`. */
function withCure(where: readonly string[], cure: readonly string[]): string[] {
  const [first = "", ...rest] = cure;
  const [place] = where;
  return place === undefined ? [`  → ${first.trim()}`, ...rest] : [`${place} → ${first.trim()}`, ...rest];
}
