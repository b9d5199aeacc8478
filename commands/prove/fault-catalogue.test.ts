import { readFileSync } from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { expect, test } from "vitest";
import type { Fault } from "../../fixtures/faults/fault.ts";
import { replaceText } from "../../fixtures/faults/replace-text.ts";
import { loadFaults } from "../../fixtures/faults/load-faults.ts";
import { readTopology } from "../../fixtures/topology.ts";
import { criteriaOf } from "../../suites/catalogue.ts";
import { componentsOf } from "../../suites/components.ts";
import { intendedOf, placeOf } from "./judge-fault.ts";

const root = path.resolve(import.meta.dirname, "../..");
const topology = readTopology({ file: path.join(root, "compose.test.yml"), env: {} });
const criteria = criteriaOf(componentsOf(topology));
const faults = await loadFaults();

test("When the catalogue is read, then each line of what the plan found broken has a fault", () => {
  const lines = Array.from({ length: 34 }, (_, index) => index + 1);
  const covered = new Set(faults.map(({ found }) => found));
  expect(lines.filter((line) => !covered.has(line))).toEqual([]);
});

test("When the catalogue is read, then there are thirty more faults, and no two of one name", () => {
  expect(faults.filter(({ found }) => found === undefined).length).toBeGreaterThanOrEqual(30);
  expect(new Set(faults.map(({ id }) => id)).size).toBe(faults.length);
});

/** Throws where a text of the fault does not stand in its file once. */
function changesNothing(fault: Fault): boolean {
  if ("change" in fault) return isDeepStrictEqual(fault.change(topology), topology);
  return fault.changes.some((change) => {
    if (!("find" in change)) return false;
    const source = readFileSync(path.join(root, change.file), "utf8");
    return replaceText(source, change) === source;
  });
}

/** Empty for a fault that says where or what its diagnosis must name. */
function isUnstated({ diagnosis: { at, file, words = [] } }: Fault): boolean {
  return (at?.(topology).file ?? file ?? words[0]) === undefined;
}

test.each(faults.map((fault) => [fault.id, fault] as const))(
  "When %s is put back, then it fits the sources, names criteria that are there, and says what to name",
  (_, fault) => {
    expect(intendedOf(fault, criteria).length).toBeGreaterThan(0);
    expect(changesNothing(fault), "it changes nothing").toBe(false);
    expect(isUnstated(fault), "it does not say what to name").toBe(false);
    expect(() => placeOf(fault, { root, topology })).not.toThrow();
  },
);
