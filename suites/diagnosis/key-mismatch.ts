// Rule: services that must share a key were given different ones, and somebody was refused.
import type { EnvironmentEntry } from "../../fixtures/topology.ts";
import type { Rule } from "./rule.ts";

const shared = ["API_KEY", "AIRTABLE_TOKEN", "JWT_SECRET", "METRICS_TOKEN"];

interface Given {
  readonly service: string;
  readonly entry: EnvironmentEntry;
}

/** The one that differs from what most of the others have. */
function oddOneOut(given: readonly Given[]): Given | undefined {
  const count = (value: string) => given.filter(({ entry }) => entry.value === value).length;
  const sorted = given.toSorted((a, b) => count(a.entry.value) - count(b.entry.value));
  const [odd] = sorted;
  return odd && count(odd.entry.value) < given.length ? odd : undefined;
}

/** Also where readiness tells that a peer refuses. */
const refusal = /-> (401|403|502)\b|answers 401\b/;

export const keyMismatch: Rule = ({ context: { topology, evidence }, error }) => {
  const refused = [error.message, ...evidence.items.map(({ summary }) => summary)].some((text) =>
    refusal.test(text),
  );
  if (!refused) return undefined;
  for (const name of shared) {
    const given = topology.services.flatMap(({ name: service, environment }) => {
      const entry = environment.find((candidate) => candidate.name === name);
      return entry ? [{ service, entry }] : [];
    });
    const odd = oddOneOut(given);
    if (!odd) continue;
    const { file, line } = odd.entry.at;
    const others = given.filter(({ service }) => service !== odd.service).map(({ service }) => service);
    const summary = `${name} of ${odd.service} (${file}:${line}) is not the one that ${others.join(", ")} have, so they refuse each other`;
    return { summary, file, line, cure: `give ${odd.service} the same ${name}` };
  }
  return undefined;
};
