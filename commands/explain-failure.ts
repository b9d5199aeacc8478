// One sentence for a run that could not be carried out, and the exit code that says whose fault it was.

// By name: the acceptance in its container has no contracts, whose library it would otherwise have to load.
const wrongUsage = new Set(["UsageError", "TopologyError", "ResultFileError", "PactError", "RefError"]);
/** They say all that there is to know in a sentence. */
const inWords = new Set(["StackError", "VerificationError", "BrokerError"]);

/** What went wrong first, not what then went wrong in putting things away. */
const firstOf = (error: unknown): unknown =>
  error instanceof SuppressedError ? firstOf(error.suppressed) : error;

/** An engine that answered before, on its socket of this machine. */
function engineGone(error: unknown): string | undefined {
  const { syscall, address, message } = error as NodeJS.ErrnoException & { readonly address?: unknown };
  if (syscall !== "connect" || !/docker.*\.sock/u.test(String(address))) return undefined;
  return `The container engine went away (${message}); start it, and try again: what was left on it is removed then.`;
}

/** 2: the command line or a file that it names; 3: the machine, or the harness itself (with its stack trace). */
export function explainFailure(thrown: unknown): 2 | 3 {
  const error = firstOf(thrown);
  if (error instanceof Error && wrongUsage.has(error.name)) {
    console.error(error.message);
    return 2;
  }
  const gone = error instanceof Error ? engineGone(error) : undefined;
  if (gone !== undefined) console.error(gone);
  else if (error instanceof Error && inWords.has(error.name)) console.error(error.message);
  else console.error("The harness failed:", error);
  return 3;
}
