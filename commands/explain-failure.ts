// One sentence for a run that could not be carried out, and the exit code that says whose fault it was.
import { BrokerError } from "../contracts/broker.ts";
import { RefError } from "../contracts/deployed-tree.ts";
import { PactError } from "../contracts/pact-files.ts";
import { VerificationError } from "../contracts/verification/run-verification.ts";
import { StackError } from "../fixtures/stack-error.ts";
import { TopologyError } from "../fixtures/topology.ts";
import { ResultFileError } from "../reports/read-result-file.ts";
import { UsageError } from "./usage-error.ts";

const wrongUsage = [UsageError, TopologyError, ResultFileError, PactError, RefError];
/** They say all that there is to know in a sentence. */
const inWords = [StackError, VerificationError, BrokerError];

/** 2: the command line or a file that it names; 3: the machine, or the harness itself (with its stack trace). */
export function explainFailure(error: unknown): 2 | 3 {
  if (error instanceof Error && wrongUsage.some((kind) => error instanceof kind)) {
    console.error(error.message);
    return 2;
  }
  if (error instanceof Error && inWords.some((kind) => error instanceof kind)) console.error(error.message);
  else console.error("The harness failed:", error);
  return 3;
}
