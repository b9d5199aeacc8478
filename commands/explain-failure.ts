// One sentence for a run that could not be carried out, and the exit code that says whose fault it was.
import { StackError } from "../fixtures/stack-error.ts";
import { TopologyError } from "../fixtures/topology.ts";
import { ResultFileError } from "../reports/read-result-file.ts";
import { UsageError } from "./usage-error.ts";

const wrongUsage = [UsageError, TopologyError, ResultFileError];

/** 2: the command line or a file that it names; 3: the machine, or the harness itself (with its stack trace). */
export function explainFailure(error: unknown): 2 | 3 {
  if (error instanceof Error && wrongUsage.some((kind) => error instanceof kind)) {
    console.error(error.message);
    return 2;
  }
  if (error instanceof StackError) console.error(error.message);
  else console.error("The harness failed:", error);
  return 3;
}
