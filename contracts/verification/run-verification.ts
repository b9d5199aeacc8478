// Replays pacts at the providers of a tree, in a process of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type { VerifiedPact } from "./verify-provider.ts";

/** The verification itself failed: nobody knows whether the pacts hold. */
class VerificationError extends Error {
  override readonly name = "VerificationError";
}

/** Of a tree: `node contracts/verify-pacts.ts FILE…`, whatever its version. */
export const entry = "contracts/verify-pacts.ts";
const lastLines = 15;

/**
 * Resolves with one entry for each pact. The tree is this one or a copy of it, with its own services and handlers.
 * @throws {VerificationError} with the last lines of what it said.
 */
export async function runVerification(
  tree: string,
  pacts: readonly string[],
): Promise<readonly VerifiedPact[]> {
  if (pacts.length === 0) return [];
  const child = spawn(process.execPath, [path.join(tree, entry), ...pacts], {
    cwd: tree,
    env: { ...process.env, PACT_DO_NOT_TRACK: "true" },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let said = "";
  for (const pipe of [child.stdout, child.stderr])
    pipe?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  let results: readonly VerifiedPact[] | undefined;
  child.on("message", (message) => (results = message as readonly VerifiedPact[]));
  const [code] = (await once(child, "close")) as [number | null];
  if (results && code === 0) return results;
  const last = said.trim().split("\n").slice(-lastLines).join("\n");
  throw new VerificationError(`the providers of ${tree} could not be verified (exit code ${code}):\n${last}`);
}
