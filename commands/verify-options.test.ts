// Holds what the command line selects.
import { expect, test } from "vitest";
import { criteriaOf } from "../suites/catalogue.ts";
import { selectCriteria } from "./select-criteria.ts";
import { UsageError } from "./usage-error.ts";
import { readVerifyOptions } from "./verify-options.ts";

const criteria = criteriaOf({ services: ["a", "b"], datastores: ["postgres"] });
const select = (suites: readonly string[], checks: readonly string[]) =>
  selectCriteria({ suites, checks }, criteria);

test("When nothing is said, then everything is selected and the gate is green", () => {
  expect(readVerifyOptions([])).toMatchObject({
    suites: [],
    checks: [],
    gate: { green: true, percent: undefined },
    ephemeralPorts: false,
    keepUp: false,
    file: "compose.test.yml",
    out: "reports/out",
  });
  expect(select([], [])).toBe("all");
});

test("When a suite is named, then all of its criteria are selected and nothing else", () => {
  const selected = select(["ports"], []);
  expect([...(selected as Set<string>)].every((id) => id.startsWith("ports."))).toBe(true);
  expect((selected as Set<string>).size).toBe(criteria.filter(({ suite }) => suite === "ports").length);
});

test("When a check or one of its criteria is named, then just these are selected", () => {
  expect(select([], ["ports.mapping"])).toEqual(new Set(["ports.mapping/a", "ports.mapping/b"]));
  expect(select([], ["ports.mapping/b"])).toEqual(new Set(["ports.mapping/b"]));
  expect(select([], ["ports.unique", "ports.mapping/b"])).toEqual(
    new Set(["ports.unique", "ports.mapping/b"]),
  );
});

test.for([
  [["--runtime", "kubernetes"]],
  [["--suite", "ports,helth"]],
  [["--gate", "green,green"]],
  [["word"]],
  [["--suite"]],
])("When the words are %j, then a UsageError says so", ([args]) => {
  expect(() => readVerifyOptions(args ?? [])).toThrow(UsageError);
});
