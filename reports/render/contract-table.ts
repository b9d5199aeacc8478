// The verdict of each edge between two services, as a table for a terminal: providers down, consumers across.
import type { ContractResults, EdgeRecord } from "../contract-results.ts";
import { type Screen, type Style, padEnd } from "./layout.ts";

const marks: Readonly<Record<EdgeRecord["verdict"], { readonly mark: string; readonly style: Style }>> = {
  passed: { mark: "✓", style: "green" },
  failed: { mark: "✗", style: "red" },
  missing: { mark: "✗ no pact", style: "red" },
  "not-verified": { mark: "– not verified", style: "yellow" },
};

export function edgeText({ verdict, interactions }: EdgeRecord): string {
  const passed = interactions.filter(({ outcome }) => outcome === "passed").length;
  const { mark } = marks[verdict];
  return verdict === "passed" || verdict === "failed" ? `${mark} ${passed} of ${interactions.length}` : mark;
}

const distinct = (names: readonly string[]) => [...new Set(names)];

/** One sentence with its lines for each interaction that failed. */
export function failureLines({ edges }: ContractResults): readonly string[] {
  return edges.flatMap(({ consumer, provider, interactions }) =>
    interactions
      .filter(({ failure }) => failure !== null)
      .flatMap(({ description, state, outcome, failure }) => [
        `${outcome === "failed" ? "✗" : "–"} ${consumer} needs of ${provider}: ${description}${state === null ? "" : `, when ${state}`}`,
        ...(failure ?? "").split("\n").map((line) => `    ${line}`),
        "",
      ]),
  );
}

/** Ends with a newline. */
export function renderContracts(results: ContractResults, { paint }: Screen): string {
  const { edges } = results;
  const consumers = distinct(edges.map(({ consumer }) => consumer));
  const providers = distinct(edges.map(({ provider }) => provider));
  const first = Math.max("provider".length, ...providers.map(({ length }) => length)) + 2;
  const cell = (consumer: string, provider: string): string => {
    const edge = edges.find((each) => each.consumer === consumer && each.provider === provider);
    return edge ? paint(marks[edge.verdict].style, edgeText(edge)) : paint("dim", "·");
  };
  const widthOf = (consumer: string) =>
    Math.max(
      consumer.length,
      ...edges.filter((each) => each.consumer === consumer).map((edge) => edgeText(edge).length),
    ) + 2;
  const rows = providers.map((provider) =>
    [padEnd(provider, first), ...consumers.map((name) => padEnd(cell(name, provider), widthOf(name)))].join(
      "",
    ),
  );
  const head = [padEnd("provider", first), ...consumers.map((name) => padEnd(name, widthOf(name)))].join("");
  const lines = [paint("dim", head), ...rows, "", ...failureLines(results)];
  return `${lines
    .map((line) => (line === "" ? "" : `  ${line.trimEnd()}`))
    .join("\n")
    .trimEnd()}\n`;
}
