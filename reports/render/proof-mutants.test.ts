import { expect, test } from "vitest";
import type { ProofResults } from "../proof-results.ts";
import { sampleMutation, sampleProof } from "../sample-proof.ts";
import { plainScreen } from "./layout.ts";
import { renderProofPage } from "./proof-page.ts";
import { renderProofSummary } from "./proof-summary.ts";
import { renderProofTerminal } from "./proof-terminal.ts";

const results: ProofResults = { ...sampleProof, mutation: sampleMutation() };

test("When the services were changed at random, then each report says the rate, the draw and what is not covered", () => {
  const said = [
    "1 of 2 covered (50.0%; at least 70% wanted)",
    "90 mutants of 2 modules (80 covered) with --seed 7",
  ];
  for (const text of [...said, "1 of 3 drawn: the suites never come to their code"]) {
    expect(renderProofTerminal(results, plainScreen(80))).toContain(text);
    expect(renderProofPage(results)).toContain(text);
    expect(renderProofSummary(results)).toContain(text);
  }
});

test("When a mutant survived, then the terminal shows its place and its change, and of the others nothing", () => {
  const text = renderProofTerminal(results, plainScreen(80));
  expect(text).toContain("✗ services/kit/rate-limit.ts:70: survived (EqualityOperator)");
  expect(text).toContain("- points > limit.max");
  expect(text).toContain("+ points < <limit>");
  expect(text).not.toContain("rate-limit.ts:64");
});

test("When mutants are listed, then survivors come first, and a change is shown as text", () => {
  const summary = renderProofSummary(results);
  expect(summary).toContain(
    "| survived | `services/kit/rate-limit.ts:70` | limits | `points > limit.max` | `points < <limit>` |",
  );
  expect(summary.indexOf("rate-limit.ts:70")).toBeLessThan(summary.indexOf("rate-limit.ts:64"));
  const page = renderProofPage(results);
  expect(page).toContain("points &lt; &lt;limit&gt;");
  expect(page).toContain("caught by rate-limits.login");
});
