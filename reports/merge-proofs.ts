// Makes one proof of the parts that several machines ran: the same that one machine would have come to.
import {
  type ProofControl,
  type ProofFault,
  type ProofNotRun,
  type ProofResults,
  proofSchemaVersion,
  scoreOf,
} from "./proof-results.ts";
import { ResultFileError } from "./read-result-file.ts";

/** A part, by the name that people know it by: its path. */
export interface NamedProof {
  readonly name: string;
  readonly proof: ProofResults;
}

type Known = Omit<ProofNotRun, "reason">;

/** Parts of another commit, runtime or thoroughness do not add up. */
function refuseStrangers(first: NamedProof, parts: readonly NamedProof[]): void {
  const about = ({ proof: { commit, runtime, full } }: NamedProof) =>
    `${commit ?? "no commit"}, ${runtime}, ${full ? "full" : "not full"}`;
  const stranger = parts.find((part) => about(part) !== about(first));
  if (stranger === undefined) return;
  const [one, other] = [first, stranger].map((part) => `${part.name} is of ${about(part)}`);
  throw new ResultFileError(`only parts of one proof can be merged, but ${one}, and ${other}`);
}

/** A fault that nobody counts must not vanish in silence. */
function refuseForeign(parts: readonly NamedProof[], known: ReadonlySet<string>): void {
  for (const { name, proof } of parts) {
    const foreign = [...proof.faults, ...proof.not_run].find(({ id }) => !known.has(id));
    if (foreign !== undefined)
      throw new ResultFileError(
        `${name} tells of the fault ${foreign.id}, which this catalogue does not have; merge with the commit that it was made with`,
      );
  }
}

function controlOf(controls: readonly ProofControl[]): ProofControl {
  const sum = (of: (control: ProofControl) => number) => controls.reduce((total, one) => total + of(one), 0);
  return {
    clean: controls.every(({ clean }) => clean),
    runs: sum(({ runs }) => runs),
    clean_runs: sum(({ clean_runs }) => clean_runs),
    // Each part judges what its own faults need: the largest is the least that one machine would have judged.
    judged: Math.max(...controls.map(({ judged }) => judged)),
    failed: controls.flatMap(({ failed }) => failed),
  };
}

/** The less, the worse: where the first thing went wrong with it. */
function soundnessOf({ error, caught, by_intended, diagnosed }: ProofFault): number {
  const wrong = [error === null, caught, by_intended, diagnosed].indexOf(false);
  return wrong < 0 ? Infinity : wrong;
}

/** Where two parts judged the same fault, what went wrong stands. */
const standingOf = (judged: readonly ProofFault[]): ProofFault | undefined =>
  judged.toSorted((a, b) => soundnessOf(a) - soundnessOf(b))[0];

/**
 * In the order of `catalogue`, which is the whole: what no part tells of is said to be missing.
 * @throws {ResultFileError} where the parts do not add up, or tell of another catalogue.
 */
export function mergeProofs(parts: readonly NamedProof[], catalogue: readonly Known[]): ProofResults {
  const [first] = parts;
  if (first === undefined) throw new ResultFileError("nothing to merge: give at least one proof.json");
  refuseStrangers(first, parts);
  refuseForeign(parts, new Set(catalogue.map(({ id }) => id)));
  const proofs = parts.map(({ proof }) => proof);
  const judged = Map.groupBy(
    proofs.flatMap(({ faults }) => faults),
    ({ id }) => id,
  );
  const left = new Map(proofs.flatMap(({ not_run }) => not_run.map((one) => [one.id, one])));
  const faults = catalogue.flatMap(({ id }) => standingOf(judged.get(id) ?? []) ?? []);
  const { commit, runtime, full } = first.proof;
  return {
    schema_version: proofSchemaVersion,
    commit,
    started_at: proofs.map(({ started_at }) => started_at).toSorted()[0] ?? "",
    duration_ms: proofs.reduce((sum, { duration_ms }) => sum + duration_ms, 0),
    runtime,
    full,
    control: controlOf(proofs.map(({ control }) => control)),
    faults,
    not_run: catalogue
      .filter(({ id }) => !judged.has(id))
      .map(({ id, title, kind }) => left.get(id) ?? { id, title, kind, reason: missingPart }),
    score: scoreOf(faults),
    ...besideOf(proofs),
  };
}

/** What only one machine measures: of the first part that has it. */
function besideOf(proofs: readonly ProofResults[]): Pick<ProofResults, "baseline" | "path" | "mutation"> {
  const [baseline] = proofs.flatMap((proof) => proof.baseline ?? []);
  const [path] = proofs.flatMap((proof) => proof.path ?? []);
  const [mutation] = proofs.flatMap((proof) => proof.mutation ?? []);
  return { ...(baseline ? { baseline } : {}), ...(path ? { path } : {}), ...(mutation ? { mutation } : {}) };
}

const missingPart = "no part tells of it";

/** Ids of the faults that some part should have judged. */
export const missingOf = ({ not_run }: ProofResults): readonly string[] =>
  not_run.filter(({ reason }) => reason === missingPart).map(({ id }) => id);
