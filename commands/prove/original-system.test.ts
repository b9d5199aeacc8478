import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { expect, test } from "vitest";
import { changeText } from "../../fixtures/faults/change-tree.ts";
import type { Fault } from "../../fixtures/faults/fault.ts";
import { fitSources } from "../../fixtures/faults/inject-source.ts";
import { loadFaults } from "../../fixtures/faults/load-faults.ts";
import { notAtOnce, originalSystem } from "../../fixtures/faults/original-system.ts";
import { readTopology } from "../../fixtures/topology.ts";
import { planTasks } from "../../reports/plan-tasks.ts";
import { mendingSteps } from "./mending-steps.ts";

const root = path.resolve(import.meta.dirname, "../..");
const topology = readTopology({ file: path.join(root, "compose.test.yml"), env: {} });
const all = await loadFaults();
const steps = mendingSteps(originalSystem, all, () => true);
const listed = originalSystem.flatMap(({ faults }) => faults);

test("When the list of what was broken is read, then each of its 34 lines has faults, and they say the same line", () => {
  const lines = Array.from({ length: 34 }, (_, index) => index + 1);
  expect([...new Set(originalSystem.map(({ line }) => line))].toSorted((a, b) => a - b)).toEqual(lines);
  for (const { line, faults } of originalSystem)
    for (const id of faults) expect(all.find((fault) => fault.id === id)?.found, id).toBe(line);
});

test("When a fault is of a line, then it is put back with the others once, or it is said why not", () => {
  const ofLines = all.filter(({ found }) => found !== undefined).map(({ id }) => id);
  expect([...listed, ...notAtOnce.map(({ id }) => id)].toSorted()).toEqual(ofLines.toSorted());
});

test("When the list is mended, then that is in the order of the plan's tasks", () => {
  const order = planTasks.map(({ task }) => task);
  const tasks = originalSystem.map(({ task }) => order.indexOf(task));
  expect(tasks).not.toContain(-1);
  expect(tasks).toEqual(tasks.toSorted((a, b) => a - b));
});

test("When the path is walked, then each step has fewer faults, and the last has none", () => {
  expect(steps.map(({ broken }) => broken.length)[0]).toBe(listed.length);
  for (const [index, { mended, broken }] of steps.entries())
    expect(broken.length + mended.length).toBe(steps[index - 1]?.broken.length ?? listed.length);
  expect(steps.at(-1)?.broken).toEqual([]);
});

/** In the order of the catalogue, as a run puts them back. */
const together = (broken: readonly Fault[]) => all.filter((fault) => broken.includes(fault));

/** @throws {Error} for a fault that does not fit what those before it have left, or changes nothing there. */
function putBack(broken: readonly Fault[]): void {
  let changed = topology;
  const texts = new Map<string, string>();
  const read = (file: string) =>
    existsSync(path.join(root, file)) ? readFileSync(path.join(root, file), "utf8") : "";
  for (const fault of together(broken)) {
    const before = changed;
    if ("change" in fault) changed = fault.change(changed);
    if ("change" in fault && isDeepStrictEqual(before, changed))
      throw new Error(`${fault.id} changes nothing`);
    for (const change of fault.kind === "tree" ? fault.changes : [])
      texts.set(change.file, changeText(texts.get(change.file) ?? read(change.file), change));
  }
  const sources = together(broken).flatMap((fault) => (fault.kind === "source" ? fault.changes : []));
  fitSources(root, sources);
}

test.each(steps.map((step) => [step.id, step] as const))(
  "When everything that is still broken at %s is put back at once, then all of it fits",
  (_, { broken }) => {
    expect(() => putBack(broken)).not.toThrow();
  },
);

test("When the path's faults and those that are left out are put back at once, then they do not fit", () => {
  expect(() => putBack(all.filter(({ found }) => found !== undefined))).toThrow("the fault does not fit");
});
