// contracts.md: the verdict of each edge between two services as a page, for a pull request.
import type { ContractResults } from "../contract-results.ts";
import { edgeText, failureLines } from "./contract-table.ts";
import { escapeMarkdown, table } from "./markdown.ts";

/** Ends with a newline. */
export function renderContractPage(results: ContractResults): string {
  const { edges } = results;
  const consumers = [...new Set(edges.map(({ consumer }) => consumer))];
  const providers = [...new Set(edges.map(({ provider }) => provider))];
  const rows = providers.map((provider) => [
    provider,
    ...consumers.map((consumer) => {
      const edge = edges.find((each) => each.consumer === consumer && each.provider === provider);
      return edge ? edgeText(edge) : "";
    }),
  ]);
  const failures = failureLines(results);
  const broken = failures.length > 0 ? ["", "```text", ...failures.slice(0, -1), "```"] : [];
  const head = ["provider ↓ consumer →", ...consumers].map(escapeMarkdown);
  return `${["# Contracts", "", ...table(head, rows), ...broken].join("\n")}\n`;
}
