// What a criterion needs, made concrete, and the faults that a catalogue's needs can have.
import type { Check, Criterion } from "./check.ts";

/** Ids of the criteria that this one needs, directly. A need of a service that is not there is left out. */
export function needsOf(criterion: Criterion, criteria: readonly Criterion[]): readonly string[] {
  const wanted = new Set(
    criterion.check.needs.map((need) => need.replace("{service}", criterion.service ?? "")),
  );
  return criteria.filter(({ id, check }) => wanted.has(id) || wanted.has(check.id)).map(({ id }) => id);
}

/** Sentences on ids that are not unique, needs that name nothing, and needs that run in a circle. */
export function catalogueFaults(checks: readonly Check[]): readonly string[] {
  const byId = new Map(checks.map((check) => [check.id, check]));
  const doubled = checks.filter((check) => byId.get(check.id) !== check);
  return [
    ...doubled.map(({ id }) => `${id} is declared twice`),
    ...checks.flatMap((check) => check.needs.flatMap((need) => faultOfNeed(check, need, byId))),
    ...checks.filter((check) => reaches(check, check.id, byId)).map(({ id }) => `${id} needs itself`),
  ];
}

function faultOfNeed(check: Check, need: string, byId: ReadonlyMap<string, Check>): readonly string[] {
  const [id = "", service] = need.split("/", 2);
  const needed = byId.get(id);
  if (needed === undefined) return [`${check.id} needs ${need}, which is not declared`];
  if (service !== undefined && needed.scope === "system") {
    return [`${check.id} needs ${need}, but ${id} is one criterion for the whole system`];
  }
  const ownService = service === "{service}";
  if (
    ownService &&
    (check.scope === "system" || (check.scope === "component" && needed.scope === "service"))
  ) {
    return [`${check.id} needs ${need}, which not each of its criteria has`];
  }
  return [];
}

function reaches(from: Check, target: string, byId: ReadonlyMap<string, Check>): boolean {
  const seen = new Set<string>();
  const waiting = [...from.needs];
  for (let need = waiting.pop(); need !== undefined; need = waiting.pop()) {
    const id = need.split("/", 1)[0] ?? need;
    if (id === target) return true;
    if (!seen.has(id)) waiting.push(...(byId.get(id)?.needs ?? []));
    seen.add(id);
  }
  return false;
}
