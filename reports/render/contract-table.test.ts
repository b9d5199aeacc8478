// The verdicts of the edges as people see them: a table, and each failure with what was expected.
import { expect, test } from "vitest";
import type { ContractResults, InteractionRecord } from "../contract-results.ts";
import { renderContractPage } from "./contract-page.ts";
import { renderContracts } from "./contract-table.ts";
import { plainScreen } from "./layout.ts";

const passed: InteractionRecord = { description: "a", state: null, outcome: "passed", failure: null };
const failed: InteractionRecord = {
  description: "who a token speaks for",
  state: "Ada is signed in",
  outcome: "failed",
  failure: "status: expected 200, was 500\nbody $.user: expected the field id, and there is name",
};
const results: ContractResults = {
  schema_version: "1.0.0",
  commit: null,
  edges: [
    { consumer: "gateway", provider: "people", verdict: "failed", interactions: [passed, failed] },
    { consumer: "gateway", provider: "chat", verdict: "missing", interactions: [] },
    { consumer: "chat", provider: "people", verdict: "passed", interactions: [passed] },
    {
      consumer: "chat",
      provider: "model",
      verdict: "not-verified",
      interactions: [{ ...passed, outcome: "not-verified" }],
    },
  ],
};

const failureText = `✗ gateway needs of people: who a token speaks for, when Ada is signed in
    status: expected 200, was 500
    body $.user: expected the field id, and there is name`;

test("When edges differ, then the table says of each what became of it, and failures follow", () => {
  expect(renderContracts(results, plainScreen(80)).replaceAll(/^ {2}/gm, "")).toBe(`provider  gateway    chat
people    ✗ 1 of 2   ✓ 1 of 1
chat      ✗ no pact  ·
model     ·          – not verified

${failureText}
`);
});

test("When the page is for a pull request, then it is a table of Markdown with the failures below", () => {
  const page = renderContractPage(results);
  expect(page).toContain("| people | ✗ 1 of 2 | ✓ 1 of 1 |");
  expect(page).toContain(`\`\`\`text\n${failureText}\n\`\`\``);
});
