// Says which version of the tree a run judged.
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import os from "node:os";
import packageFile from "../package.json" with { type: "json" };
import type { RunInfo } from "../reports/result-types.ts";

function git(root: string, ...args: string[]): string | null {
  try {
    return execFileSync("git", args, {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    // No git, or no repository: a downloaded archive is verified all the same.
    return null;
  }
}

/** Full commit id; null outside a repository. */
export const commitOf = (root: string): string | null => git(root, "rev-parse", "HEAD");

/** The record of a run that began at `startedAt` (milliseconds since the epoch) and ends now. */
export function runInfo(
  root: string,
  { startedAt, runtime }: { startedAt: number; runtime: string },
): RunInfo {
  return {
    id: randomUUID(),
    started_at: new Date(startedAt).toISOString(),
    duration_ms: Date.now() - startedAt,
    runtime,
    commit: commitOf(root),
    versions: {
      verifier: packageFile.version,
      node: process.version,
      platform: `${os.type()} ${os.release()} ${os.arch()}`,
    },
    dirty: (git(root, "status", "--porcelain") ?? "") !== "",
  };
}
