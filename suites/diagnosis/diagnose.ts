// Says why a check failed: asks the rules in turn, surest first; where none is sure, says what was seen.
import type { CheckContext } from "../check-context.ts";
import { Failure, Unreachable } from "../failure.ts";
import type { Diagnosis } from "../outcome.ts";
import { failingHop } from "./failing-hop.ts";
import { seenLast } from "./last-seen.ts";
import { passwordMismatch } from "./password-mismatch.ts";
import type { Rule } from "./rule.ts";
import { serviceDown } from "./service-down.ts";
import { keyMismatch } from "./key-mismatch.ts";
import { wiring } from "./wiring.ts";

const rules: readonly Rule[] = [serviceDown, wiring, passwordMismatch, keyMismatch, failingHop];

const nothingKnown = { file: undefined, line: undefined, cure: undefined } as const;

function suspectsOf({ criterion, evidence, topology }: CheckContext, error: Error): readonly string[] {
  const named = topology.services.map(({ name }) => name).filter((name) => error.message.includes(name));
  const unreachable = error instanceof Unreachable ? [error.service] : [];
  const seen = evidence.items.flatMap(({ service }) => (service ? [service] : [])).toReversed();
  return [...new Set([...unreachable, ...(criterion.service ? [criterion.service] : []), ...named, ...seen])];
}

/** Never throws: a diagnosis that breaks is no reason to lose a verdict. */
export async function diagnose(context: CheckContext, error: Error): Promise<Diagnosis> {
  if (error instanceof Failure && error.diagnosis.file !== undefined) return error.diagnosis;
  const symptom = { context, error, suspects: suspectsOf(context, error) };
  for (const rule of rules) {
    const found = await Promise.resolve(rule(symptom)).catch((fault: Error) => {
      context.evidence.record({
        kind: "note",
        service: undefined,
        summary: `a diagnosis rule broke: ${fault.message}`,
      });
      return undefined;
    });
    if (found) return found;
  }
  if (error instanceof Failure) return error.diagnosis;
  return seenLast(context, error).catch(() => ({ ...nothingKnown, summary: error.message }));
}
