// Finds credentials in a text: the shapes that secretlint knows, and this project's own.
import { createEngine } from "@secretlint/node";
import { credentialsIn } from "../secrets/credential-shapes.ts";

export interface FoundSecret {
  readonly kind: string;
  /** 1-based line of the text. */
  readonly line: number;
}

export type FindSecrets = (text: string, name: string) => Promise<readonly FoundSecret[]>;

interface Report {
  readonly messages: readonly {
    readonly ruleId: string;
    readonly messageId: string;
    readonly loc: { readonly start: { readonly line: number } };
  }[];
}

/** The values of tests, which production refuses. */
const madeUp = /test-only-/;

/** Says nothing of the value that it found: the line is enough to see it. */
export async function createSecretFinder(): Promise<FindSecrets> {
  const engine = await createEngine({
    color: false,
    formatter: "json",
    configFileJSON: { rules: [{ id: "@secretlint/secretlint-rule-preset-recommend" }] },
  });
  return async (text, name) => {
    const lines = text.split("\n");
    const own = lines.flatMap((line, index) =>
      credentialsIn(line).map(({ kind }) => ({ kind, line: index + 1 })),
    );
    const { ok, output } = await engine.executeOnContent({ content: text, filePath: name });
    if (ok) return own;
    const reports = JSON.parse(output) as readonly Report[];
    const linted = reports
      .flatMap(({ messages }) => messages)
      .map(({ messageId, loc }) => ({ kind: messageId, line: loc.start.line }));
    const known = new Set(own.map(({ line }) => line));
    const others = linted.filter(({ line }) => !known.has(line) && !madeUp.test(lines[line - 1] ?? ""));
    return [...own, ...others];
  };
}
