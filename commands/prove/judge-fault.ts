// Says of one fault whether it was caught, by whom, and whether the diagnosis named its cause.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { changeText } from "../../fixtures/faults/change-tree.ts";
import type { ExpectedDiagnosis, Fault } from "../../fixtures/faults/fault.ts";
import type { Topology } from "../../fixtures/topology.ts";
import type { ProofFault } from "../../reports/proof-results.ts";
import type { Criterion } from "../../suites/check.ts";
import type { CriterionResult, Diagnosis } from "../../suites/outcome.ts";

/** How one criterion ended, without what it saw. */
export type Ended = Omit<CriterionResult, "evidence" | "durationMs">;

export interface FaultRun {
  readonly ended: readonly Ended[];
  readonly durationMs: number;
  readonly error: string | undefined;
}

/** The system without the fault: what its criteria and its lines are. */
export interface Ground {
  readonly root: string;
  readonly topology: Topology;
  readonly criteria: readonly Criterion[];
}

interface Place {
  readonly file: string;
  readonly line: number | undefined;
}

/** Ids of the criteria that must catch it. @throws {Error} for a name that is in no catalogue. */
export function intendedOf({ id: fault, catches }: Fault, criteria: readonly Criterion[]): readonly string[] {
  return catches.flatMap((name) => {
    const found = criteria.filter(({ id, check }) => id === name || check.id === name);
    if (found.length === 0) throw new Error(`${fault} is to be caught by ${name}, which is in no catalogue`);
    return found.map(({ id }) => id);
  });
}

/** In the file as the fault leaves it. */
function lineOf(fault: Fault, root: string, { file, text }: { file: string; text: string }): number {
  const changes = fault.kind === "tree" ? fault.changes.filter((change) => change.file === file) : [];
  const source = existsSync(path.join(root, file)) ? readFileSync(path.join(root, file), "utf8") : "";
  const lines = changes.reduce(changeText, source).split("\n");
  const index = lines.findIndex((line) => line.includes(text));
  if (index < 0) throw new Error(`no line of ${file} has ${text}`);
  return index + 1;
}

/** Where its diagnosis must lead. @throws {Error} where the line that it states is not there. */
export function placeOf(
  fault: Fault,
  { root, topology }: Pick<Ground, "root" | "topology">,
): Place | undefined {
  const { at, file, line: text } = fault.diagnosis;
  if (at) return at(topology);
  if (file === undefined) return undefined;
  return { file, line: text === undefined ? undefined : lineOf(fault, root, { file, text }) };
}

const shown = ({ file, line }: Place) => (line === undefined ? file : `${file}:${line}`);

const samePlace = (place: Place, { file, line }: Diagnosis) =>
  file === place.file && (place.line === undefined || line === place.line);

/** A line of the services' sources is where a source fault is; any other place would mislead. */
function misleads(places: readonly Place[], diagnosis: Diagnosis): boolean {
  if (diagnosis.file === undefined) return false;
  if (places.length === 0) return !diagnosis.file.startsWith("services/");
  return !places.some((place) => samePlace(place, diagnosis));
}

function names(expected: ExpectedDiagnosis, place: Place | undefined, diagnosis: Diagnosis): boolean {
  const said = `${diagnosis.summary} ${diagnosis.cure ?? ""}`.toLowerCase();
  const words = (expected.words ?? []).every((word) => said.includes(word.toLowerCase()));
  return words && (place === undefined || samePlace(place, diagnosis));
}

const recordOf = ({ summary, file, line, cure }: Diagnosis) => ({
  summary,
  file: file ?? null,
  line: line ?? null,
  cure: cure ?? null,
});

export function judgeFault(fault: Fault, run: FaultRun, ground: Ground): ProofFault {
  const intended = intendedOf(fault, ground.criteria);
  const byId = new Map(run.ended.map((result) => [result.id, result]));
  const red = run.ended.filter(({ outcome }) => outcome === "failed").map(({ id }) => id);
  const isCaught = (id: string): boolean => {
    const { outcome, blockedBy = "" } = byId.get(id) ?? {};
    return outcome === "failed" || (outcome === "blocked" && intended.includes(blockedBy));
  };
  const said = intended.filter((id) => red.includes(id)).flatMap((id) => byId.get(id)?.diagnosis ?? []);
  const [first] = said;
  const place = placeOf(fault, ground);
  const places = [...(place ? [place] : []), ...(fault.diagnosis.alsoAt?.(ground.topology) ?? [])];
  const { id, title, kind, section } = fault;
  return {
    id,
    title,
    kind,
    section,
    caught: red.length > 0,
    by_intended: intended.every(isCaught),
    caught_by: red,
    unrelated: red.filter((each) => !intended.includes(each)),
    blocked: run.ended.filter(({ outcome }) => outcome === "blocked").length,
    intended,
    diagnosed:
      first !== undefined &&
      names(fault.diagnosis, place, first) &&
      !said.some((diagnosis) => misleads(places, diagnosis)),
    expected: [...(place ? [shown(place)] : []), ...(fault.diagnosis.words ?? [])].join(", "),
    diagnosis: first ? recordOf(first) : null,
    duration_ms: run.durationMs,
    error: run.error ?? null,
  };
}
