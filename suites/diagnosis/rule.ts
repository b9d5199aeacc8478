// What a rule of the diagnosis is given, and what it may say.
import type { CheckContext } from "../check-context.ts";
import type { Diagnosis } from "../outcome.ts";

/** What a rule may look at: the topology, the evidence, the stack's state; never the faults that a proof puts back. */
export interface Symptom {
  readonly context: CheckContext;
  readonly error: Error;
  /** The services that the failure is about, the likeliest first. */
  readonly suspects: readonly string[];
}

/** Undefined where the rule has nothing certain to say. */
export type Rule = (symptom: Symptom) => Promise<Diagnosis | undefined> | Diagnosis | undefined;
