import { expect, test } from "vitest";
import { type ProofFault, type ProofResults, scoreOf } from "../proof-results.ts";
import { plainScreen } from "./layout.ts";
import { renderProofPage } from "./proof-page.ts";
import { renderProofSummary } from "./proof-summary.ts";
import { renderProofTerminal } from "./proof-terminal.ts";

const fault: ProofFault = {
  id: "logout-forgets",
  title: "Logout <forgets> Redis",
  kind: "source",
  section: 3,
  caught: true,
  by_intended: true,
  caught_by: ["auth.session-revoked"],
  unrelated: [],
  blocked: 0,
  intended: ["auth.session-revoked"],
  diagnosed: true,
  expected: "platform-services, logout",
  diagnosis: { summary: "platform-services keeps the session", file: null, line: null, cure: null },
  duration_ms: 9000,
  error: null,
};
const missed: ProofFault = {
  ...fault,
  id: "no-backoff",
  caught: false,
  by_intended: false,
  caught_by: [],
  intended: ["chaos.retry"],
  diagnosed: false,
  diagnosis: null,
};
const other: ProofFault = { ...fault, id: "noisy", unrelated: ["auth.register", "auth.login-email"] };

function results(...faults: readonly ProofFault[]): ProofResults {
  return {
    schema_version: "1.0.0",
    commit: "0123456789abcdef",
    started_at: "2026-11-25T10:00:00.000Z",
    duration_ms: 60_000,
    runtime: "embedded",
    full: false,
    control: { clean: true, runs: 1, clean_runs: 1, judged: 120, failed: [] },
    faults,
    not_run: [],
    score: scoreOf(faults),
  };
}

test("When faults are counted, then caught, intended, named and unrelated are each a number of their own", () => {
  expect(scoreOf([fault, missed, other])).toEqual({
    caught: 2,
    by_intended: 2,
    diagnosed: 2,
    total: 3,
    unrelated_mean: 0.67,
  });
});

test("When a fault was missed, then the terminal names it, who must catch it and what should be named", () => {
  const text = renderProofTerminal(results(fault, missed), plainScreen(80));
  expect(text).toContain("✗ no-backoff: missed");
  expect(text).toContain("must be caught by chaos.retry");
  expect(text).toContain("Caught                     1 of 2 (50%)");
  expect(text).not.toContain("logout-forgets");
});

test("When titles hold markup, then the page and the Markdown show it as text", () => {
  expect(renderProofPage(results(fault))).toContain("Logout &lt;forgets&gt; Redis");
  expect(renderProofPage(results(fault))).not.toContain("<forgets>");
  expect(renderProofSummary(results(fault))).toContain("Logout \\<forgets\\> Redis");
});

test("When a criterion that must fail did not, then its cell of the matrix says so", () => {
  expect(renderProofPage(results(missed))).toContain('<td class="missed" title="must fail: chaos.retry">✗');
  expect(renderProofPage(results(fault))).toContain('<td class="intended" title="auth.session-revoked">●');
});
