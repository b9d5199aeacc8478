// One sentence for a run that could not be carried out, and the exit code that says whose fault it was.

// By name: the acceptance in its container has no contracts, whose library it would otherwise have to load.
const wrongUsage = new Set(["UsageError", "TopologyError", "ResultFileError", "PactError", "RefError"]);
/** They say all that there is to know in a sentence. */
const inWords = new Set(["StackError", "VerificationError", "BrokerError"]);

/** 2: the command line or a file that it names; 3: the machine, or the harness itself (with its stack trace). */
export function explainFailure(error: unknown): 2 | 3 {
  if (error instanceof Error && wrongUsage.has(error.name)) {
    console.error(error.message);
    return 2;
  }
  if (error instanceof Error && inWords.has(error.name)) console.error(error.message);
  else console.error("The harness failed:", error);
  return 3;
}
