// Copies a work tree as a fresh clone would have it: with what is not committed yet, and without what git ignores.
import { execFile } from "node:child_process";
import { copyFileSync, lstatSync, mkdirSync, readlinkSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { StackError } from "../../fixtures/stack-error.ts";

const execute = promisify(execFile);

async function git(root: string, ...args: string[]): Promise<readonly string[]> {
  try {
    const { stdout } = await execute("git", ["-C", root, ...args], { maxBuffer: 64 * 1024 * 1024 });
    return stdout.split("\0").filter(Boolean);
  } catch (cause) {
    const { stderr = "", message } = cause as Error & { stderr?: string };
    const why = stderr.trim().split("\n").at(-1) ?? message;
    throw new StackError(
      `a clone of ${root} cannot be made (${why}); judge deployments in a git repository`,
      { cause },
    );
  }
}

/** Not a directory: one that git tracks is a repository of its own. */
const isFile = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false })?.isDirectory() === false;

/** A link stays a link, as git has it. */
function copyEntry(from: string, to: string): void {
  if (lstatSync(from).isSymbolicLink()) symlinkSync(readlinkSync(from), to);
  else copyFileSync(from, to);
}

/** Makes `target`, which is not there yet: a clone, and over it each file as it is in `root` now. */
export async function copyTree(root: string, target: string): Promise<void> {
  await git(root, "clone", "--quiet", "--local", root, target);
  const tracked = await git(target, "ls-files", "-z");
  const present = await git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard");
  const kept = new Set(present.filter((name) => isFile(path.join(root, name))));
  for (const name of tracked) if (!kept.has(name)) rmSync(path.join(target, name), { force: true });
  for (const name of kept) {
    const copy = path.join(target, name);
    mkdirSync(path.dirname(copy), { recursive: true });
    rmSync(copy, { force: true });
    copyEntry(path.join(root, name), copy);
  }
}
