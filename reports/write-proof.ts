// Writes proof.json, proof.md and proof.html: each whole or not at all, and without a secret.
import { mkdirSync } from "node:fs";
import path from "node:path";
import type { ProofResults } from "./proof-results.ts";
import { redactReport } from "./redact-report.ts";
import { renderProofPage } from "./render/proof-page.ts";
import { renderProofSummary } from "./render/proof-summary.ts";
import { writeFileWhole } from "./write-file-whole.ts";

/** Returns the paths. */
export function writeProof(
  folder: string,
  results: ProofResults,
  secrets: readonly string[],
): readonly string[] {
  const clean = redactReport(results, secrets);
  mkdirSync(folder, { recursive: true });
  return [
    writeFileWhole(path.join(folder, "proof.json"), `${JSON.stringify(clean, null, 2)}\n`),
    writeFileWhole(path.join(folder, "proof.md"), renderProofSummary(clean)),
    writeFileWhole(path.join(folder, "proof.html"), renderProofPage(clean)),
  ];
}
