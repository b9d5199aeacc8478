// Remembers which runs ended on this very tree, so that a proof that was stopped goes on where it was.
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { hashFiles } from "../../fixtures/images/hash-files.ts";

/** What a run left: the record of a fault or of a step. */
interface Finished {
  readonly id: string;
  readonly error: string | null;
}

export interface FinishedRuns<Run extends Finished> {
  readonly all: ReadonlyMap<string, Run>;
  readonly add: (run: Run) => void;
  /** The proof is complete: the next one begins anew. */
  readonly forget: () => void;
}

const inputs = ["services", "fixtures", "suites", "commands", "reports", "monitoring", "deploy"];
const files = ["compose.test.yml", "package.json", "package-lock.json", "Dockerfile", ".env.template"];

interface Line<Run> {
  readonly key: string;
  readonly run: Run;
}

function readLines<Run>(file: string): readonly Line<Run>[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .flatMap((text) => {
      try {
        return text === "" ? [] : [JSON.parse(text) as Line<Run>];
      } catch {
        // The last line of a run that was killed while it wrote: that one is run again.
        return [];
      }
    });
}

export interface FinishedOptions {
  readonly root: string;
  /** Of the file: proofs of different things do not forget each other's. */
  readonly name: string;
  readonly fresh: boolean;
  /** What else the outcome depends on: the runtime, and whether everything is judged. */
  readonly also: readonly string[];
}

export function finishedRuns<Run extends Finished>(
  folder: string,
  { root, name, fresh, also }: FinishedOptions,
): FinishedRuns<Run> {
  const file = path.join(folder, `${name}.jsonl`);
  const names = [...inputs, ...files].filter((input) => existsSync(path.join(root, input)));
  const key = hashFiles(root, names, { also, kept: (input) => !input.startsWith("reports/out") });
  const known = readLines<Run>(file).filter((line) => !fresh && line.key === key && line.run.error === null);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, known.map((line) => `${JSON.stringify(line)}\n`).join(""));
  return {
    all: new Map(known.map(({ run }) => [run.id, run])),
    add: (run) => appendFileSync(file, `${JSON.stringify({ key, run })}\n`),
    forget: () => rmSync(file, { force: true }),
  };
}
