// The tree of a git ref, for as long as its services are asked: what is deployed, as opposed to what is about to be.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

export interface DeployedTree extends Disposable {
  readonly directory: string;
  readonly commit: string;
}

/** The ref is none, or git could not give its tree. */
export class RefError extends Error {
  override readonly name = "RefError";
}

/** More than any tree of sources. */
const maxBuffer = 512 * 1024 * 1024;

function git(root: string, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync("git", args, { cwd: root, maxBuffer });
  return { isGood: status === 0, stdout, reason: stderr?.toString().trim() ?? "git cannot be run" };
}

/** Full commit id; undefined where there is no such commit. */
export function commitOfRef(root: string, ref: string): string | undefined {
  const { isGood, stdout } = git(root, [
    "rev-parse",
    "--verify",
    "--quiet",
    "--end-of-options",
    `${ref}^{commit}`,
  ]);
  return isGood ? stdout.toString().trim() : undefined;
}

/**
 * Its services run with this tree's packages.
 * @throws {RefError} for a ref that names no commit.
 */
export function openDeployedTree(root: string, ref: string): DeployedTree {
  const commit = commitOfRef(root, ref);
  if (commit === undefined)
    throw new RefError(`"${ref}" is no commit of this repository; give a branch, a tag or a commit`);
  const archive = git(root, ["archive", "--format=tar", commit]);
  if (!archive.isGood) throw new RefError(`the tree of ${ref} cannot be had: ${archive.reason}`);
  const directory = mkdtempSync(path.join(tmpdir(), "deployed-"));
  const remove = () => rmSync(directory, { recursive: true, force: true });
  const unpacked = spawnSync("tar", ["-x", "-C", directory], { input: archive.stdout });
  if (unpacked.status !== 0) {
    remove();
    throw new RefError(`the tree of ${ref} cannot be unpacked: ${unpacked.stderr?.toString().trim()}`);
  }
  symlinkSync(path.join(root, "node_modules"), path.join(directory, "node_modules"));
  return { directory, commit, [Symbol.dispose]: remove };
}
