import { expect, test } from "vitest";
import type { ProofResults } from "../proof-results.ts";
import { sampleBaseline, samplePath, sampleProof } from "../sample-proof.ts";
import { plainScreen } from "./layout.ts";
import { renderProofPage } from "./proof-page.ts";
import { renderProofSummary } from "./proof-summary.ts";
import { renderProofTerminal } from "./proof-terminal.ts";

const percents = [20, 65, 100];
const atOnce: ProofResults = { ...sampleProof, baseline: sampleBaseline(...percents) };
const mending: ProofResults = { ...atOnce, path: samplePath(...percents) };

test("When a baseline was proved, then its rate stands beside the plan's in each report", () => {
  const said = "20.0% (200 of 1000) with 2 faults at once, 1 of them behind others; 35.7% (15 of 42)";
  expect(renderProofTerminal(atOnce, plainScreen(80))).toContain(said);
  expect(renderProofPage(atOnce)).toContain(said);
  expect(renderProofSummary(atOnce)).toContain(said);
});

test("When no fault was put back alone, then no report counts any as caught", () => {
  for (const text of [renderProofTerminal(atOnce, plainScreen(80)), renderProofPage(atOnce)])
    expect(text).not.toContain("Caught");
});

test("When a path was walked, then each goal names the faults that must be mended", () => {
  const text = renderProofSummary(mending);
  expect(text).toContain("- **60%**: after step 1, in task 1.1, with 1 faults mended: `fault-1`");
  expect(text).toContain("- **80%**: after step 2, in task 1.1, with 2 faults mended: `fault-1`, `fault-2`");
  expect(text).toContain("| 1 | 1.1 | fault-1 | 1 | 65.0% (650 of 1000) | 1 | 7 |");
});

test("When a path was walked, then the page draws it with the goals and the start, and has each step as a row", () => {
  const page = renderProofPage(mending);
  expect(page.match(/<svg/gu)).toHaveLength(2);
  expect(page).toContain("the plan: 35.7%");
  expect(page).toContain("<td>65.0% (650 of 1000)</td>");
  expect(page).toContain("other-probe is not among them: it rewrites the same line");
  expect(renderProofPage(atOnce)).not.toContain("<svg");
});
