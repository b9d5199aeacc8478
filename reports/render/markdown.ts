// Small pieces of GitHub-flavoured Markdown, escaped so that a result can never break the page.

/** Text that stays text: no markup, no table cell, no line of its own. */
export function escapeMarkdown(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>|#~]/gu, (character) => `\\${character}`).replaceAll(/\s*\n\s*/gu, " ");
}

/** Inline code, fenced with more backticks than the text has in a row. */
export function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/gu)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const space = longest > 0 ? " " : "";
  return `${fence}${space}${text.replaceAll(/\s*\n\s*/gu, " ").replaceAll("|", "\\|")}${space}${fence}`;
}

const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;

/** A table; numbers are the caller's strings. A heading that ends in `:` is right-aligned. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [
    line(headings.map((heading) => heading.replace(/:$/u, ""))),
    line(headings.map((heading) => (heading.endsWith(":") ? "--:" : "---"))),
    ...rows.map(line),
  ];
}
