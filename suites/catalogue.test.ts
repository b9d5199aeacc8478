import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { allChecks, criteriaOf, findCheck, suiteOf } from "./catalogue.ts";
import type { Check, SuiteName } from "./check.ts";
import { declareChecks } from "./declare-checks.ts";
import { catalogueFaults, needsOf } from "./needs.ts";

const components = {
  services: ["api-gateway", "mcp-server", "airtable-gateway", "llm-orchestrator", "platform-services"],
  datastores: ["postgres", "redis"],
};
const row = /^\| `(?<id>[a-z-]+\.[a-z-]+)`\s*\| (?<scope>\w+)\s*\| (?<capabilities>[a-z, -]*?)\s*\| \S/gmu;

test("When the page of criteria and the declarations are compared, then each has what the other has", () => {
  const page = readFileSync(new URL("../docs/criteria.md", import.meta.url), "utf8");
  const documented = [...page.matchAll(row)].map(({ groups }) => ({ ...groups }));

  expect(documented).toEqual(
    allChecks.map(({ id, scope, capabilities }) => ({ id, scope, capabilities: capabilities.join(", ") })),
  );
  expect(page.match(/^\| `/gmu)).toHaveLength(allChecks.length);
});

test("When the catalogue is validated, then no id is doubled and every need leads somewhere and ends", () => {
  expect(catalogueFaults(allChecks)).toEqual([]);
});

test("When two checks say the same words, then one of them is a copy that nobody finished", () => {
  for (const key of ["title", "failureTitle"] as const) {
    const words = allChecks.map((check) => check[key]);
    expect([...new Set(words)]).toEqual(words);
  }
  expect(allChecks.filter(({ title, failureTitle }) => title === failureTitle)).toEqual([]);
});

test("When the five services and two datastores are counted, then no suite has fewer criteria than the plan's floor", () => {
  const floor = { ports: 22, health: 28, auth: 32, workflow: 10, headers: 22, chaos: 28, secrets: 5 };
  const floors = { ...floor, "rate-limits": 16, monitoring: 30, delivery: 6 };
  const counts = Map.groupBy(criteriaOf(components), ({ suite }) => suite);

  for (const [suite, least] of Object.entries(floors)) {
    expect({ suite, count: counts.get(suite as SuiteName)?.length }).toSatisfy(
      ({ count = 0 }) => count >= least,
    );
  }
});

test("When a service is added to the topology, then it gets a criterion of every check of its scope", () => {
  const before = criteriaOf(components).length;
  const more = { ...components, services: [...components.services, "reports"] };
  const perService = allChecks.filter(({ scope }) => scope !== "system").length;

  expect(criteriaOf(more)).toHaveLength(before + perService);
});

test("When criteria are made, then each has an id of its own that leads back to its check and suite", () => {
  const criteria = criteriaOf(components);

  expect(new Set(criteria.map(({ id }) => id)).size).toBe(criteria.length);
  for (const { id, check, suite } of criteria) {
    expect(findCheck(id)).toBe(check);
    expect(suiteOf(id)).toBe(suite);
  }
  expect(findCheck("ports.nothing")).toBeUndefined();
});

test("When a check disturbs the system, then it does not run beside others", () => {
  const disturbing = new Set(["kill", "pause", "script-airtable"]);
  const beside = allChecks.filter(
    ({ phase, capabilities }) => phase !== "disturbing" && capabilities.some((name) => disturbing.has(name)),
  );
  expect(beside).toEqual([]);
});

test("When needs are made concrete, then a service's need is its own and a check's need is all of its criteria", () => {
  const criteria = criteriaOf({ services: ["a", "b"], datastores: [] });
  const needs = (id: string) =>
    criteria.filter((criterion) => criterion.id === id).map((c) => needsOf(c, criteria));

  expect(needs("health.ready/b")).toEqual([["ports.peers/b", "health.endpoint/a", "health.endpoint/b"]]);
  expect(needs("health.all-up")).toEqual([
    ["health.endpoint/a", "health.endpoint/b", "health.probe/a", "health.probe/b"],
  ]);
  expect(needs("auth.login-email")).toEqual([["auth.register"]]);
  expect(needs("auth.register")).toEqual([[]]);
});

test("When a catalogue is broken, then each fault of it is named", () => {
  const text = { title: "It works", failureTitle: "It does not", description: "", sections: [1] as const };
  const made = declareChecks("ports", {
    circle: { ...text, needs: ["ports.round"] },
    round: { ...text, needs: ["ports.circle"] },
    lost: { ...text, needs: ["ports.gone"] },
    narrow: { ...text, scope: "service", needs: ["ports.lost/{service}"] },
    wide: { ...text, needs: ["ports.narrow/{service}"] },
  });
  const checks: Check[] = [...Object.values(made), { ...made.lost, needs: [] }];

  expect(catalogueFaults(checks)).toEqual([
    "ports.lost is declared twice",
    "ports.lost needs ports.gone, which is not declared",
    "ports.narrow needs ports.lost/{service}, but ports.lost is one criterion for the whole system",
    "ports.wide needs ports.narrow/{service}, which not each of its criteria has",
    "ports.circle needs itself",
    "ports.round needs itself",
  ]);
});
