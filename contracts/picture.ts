// Draws the edges as Mermaid: who calls whom, and what is no service of ours.
import type { Edge } from "./edges.ts";

const id = (name: string) => name.replaceAll(/\W/g, "_");

/** The text of a Mermaid code block, without its fence. */
export function pictureOf(edges: readonly Edge[]): string {
  const arrows = edges.map(
    ({ consumer, provider, external }) =>
      `  ${id(consumer)}[${consumer}] ${external ? "-.->" : "-->"} ${id(provider)}${external ? `([${provider}])` : `[${provider}]`}`,
  );
  return ["flowchart LR", ...arrows].join("\n");
}
