// Remembers which faults were judged on this very tree, so that a proof that was stopped goes on where it was.
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { hashFiles } from "../../fixtures/images/hash-files.ts";
import type { ProofFault } from "../../reports/proof-results.ts";

export interface FinishedFaults {
  readonly all: ReadonlyMap<string, ProofFault>;
  readonly add: (fault: ProofFault) => void;
  /** The proof is complete: the next one begins anew. */
  readonly forget: () => void;
}

const inputs = ["services", "fixtures", "suites", "commands", "reports", "monitoring", "deploy"];
const files = ["compose.test.yml", "package.json", "package-lock.json", "Dockerfile", ".env.template"];

interface Line {
  readonly key: string;
  readonly fault: ProofFault;
}

function readLines(file: string): readonly Line[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .flatMap((text) => {
      try {
        return text === "" ? [] : [JSON.parse(text) as Line];
      } catch {
        // The last line of a run that was killed while it wrote: that fault is judged again.
        return [];
      }
    });
}

/** `also` is what else the outcome depends on: the runtime, and whether everything is judged. */
export function finishedFaults(
  folder: string,
  { root, fresh, also }: { readonly root: string; readonly fresh: boolean; readonly also: readonly string[] },
): FinishedFaults {
  const file = path.join(folder, "proof-progress.jsonl");
  const names = [...inputs, ...files].filter((name) => existsSync(path.join(root, name)));
  const key = hashFiles(root, names, { also, kept: (name) => !name.startsWith("reports/out") });
  const known = readLines(file).filter((line) => !fresh && line.key === key && line.fault.error === null);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, known.map((line) => `${JSON.stringify(line)}\n`).join(""));
  return {
    all: new Map(known.map(({ fault }) => [fault.id, fault])),
    add: (fault) => appendFileSync(file, `${JSON.stringify({ key, fault })}\n`),
    forget: () => rmSync(file, { force: true }),
  };
}
