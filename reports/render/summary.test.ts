import { expect, test } from "vitest";
import { judgeGate, readGate } from "../gate.ts";
import { code, escapeMarkdown } from "./markdown.ts";
import { sampleFile } from "./sample-file.ts";
import { renderSummary } from "./summary.ts";

test("When something failed, then the page begins with the gate, the rates and the root causes", () => {
  const file = sampleFile({
    "ports.mapping/airtable-gateway": "no answer",
    "ports.unique": "8000 is *two* | three",
  });
  const page = renderSummary(file, judgeGate(file, readGate("green")));

  expect(page.split("## By section", 1)[0]).toBe(`# PyAirtable Verifier

- ✗ **Gate green not held: 2 failed.**
- Pass rate: **51.8% (14 of 27)**; it began at 35.7%, the goal is 80%.
- Of verified: 87.5% (14 of 16)
- Run: embedded · 4931c34de · 42.1 s, 2026-11-22T18:00:00.000Z

## Root causes

| criterion | what is wrong | where, and what to do | blocks |
| --- | --- | --- | --- |
| \`ports.mapping/airtable-gateway\` | airtable-gateway listens on 8002, but compose.test.yml:41 publishes 7002:7002 | \`compose.test.yml:41\`: make it "7002:8002" |  |
| \`ports.unique\` | 8000 is \\*two\\* \\| three |  |  |

`);
});

test("When the page is whole, then it has every section, suite, service and line of the plan", () => {
  const file = sampleFile({});
  const page = renderSummary(file, judgeGate(file, readGate("green")));

  expect(page).not.toContain("Root causes");
  expect(page).toContain("| §9 Security | 2 |");
  expect(page).toContain("| rate-limits | 1 | 2 | 50.0% | 1 not verified |");
  expect(page).toContain("| platform-services | 4 | 7 | 57.1% | 2 not verified, 1 not built |");
  expect(page).toContain(
    '| 1.2 | Deploy missing services | All services show "Up (healthy)" status | ✓ met |',
  );
  expect(page).toContain("<summary>Not judged: 11</summary>");
  expect(page.match(/^\| [FTQW]\d \|/gmu)).toHaveLength(14);
});

test("When a result holds markup, then it stays text", () => {
  expect(escapeMarkdown("<img src=x> | `a`\n## b")).toBe("\\<img src=x\\> \\| \\`a\\` \\#\\# b");
  expect(code("a`b|c")).toBe("`` a`b\\|c ``");
});
