import { expect, test } from "vitest";
import { composeRules } from "../judge-compose.ts";
import { ruleIds } from "../rule-ids.ts";
import { missedPlants, plants, soundFindings } from "./plants.ts";

test("When a rule is declared, then it has a plant, and each plant is for a rule", () => {
  expect(Object.keys(plants).toSorted()).toEqual(Object.keys(ruleIds).toSorted());
});

test("When a rule of compose files is declared, then somebody asks it", () => {
  const declared = Object.keys(ruleIds).filter((id) => id.startsWith("compose."));

  expect(composeRules.map(({ id }) => id as string).toSorted()).toEqual(declared.toSorted());
});

test("When nothing is planted, then nothing is found", async () => {
  expect(await soundFindings()).toEqual([]);
});

test.each(Object.entries(plants))(
  "When %s is broken, then it is found, and nothing else is",
  async (rule, plant) => {
    const findings = await plant();

    expect([...new Set(findings.map((finding) => finding.rule))]).toEqual(alsoFound[rule] ?? [rule]);
    for (const { file, line, cure } of findings) {
      expect(file).not.toBe("");
      expect(line).toBeGreaterThan(0);
      expect(cure).not.toBe("");
    }
  },
);

/** What cannot be planted alone. */
const alsoFound: Readonly<Record<string, readonly string[]>> = {
  "compose.engine-socket": ["compose.engine-socket", "compose.host-mount"],
  "secrets.tree": ["secrets.tree", "secrets.history"],
};

test("When a plant is not seen, then it is named", async () => {
  expect(await missedPlants()).toEqual([]);
});
