// The working tree that a fault is judged on: the tree itself, or a changed copy of it.
import { existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { changeTree } from "../../fixtures/faults/change-tree.ts";
import type { Fault } from "../../fixtures/faults/fault.ts";
import { copyTree } from "../../suites/delivery/tree-copy.ts";

export interface BrokenTree extends Disposable {
  readonly root: string;
}

/** A copy has the tree's history, and its packages by a link; it goes when it is disposed of. */
export async function breakTree(root: string, faults: readonly Fault[]): Promise<BrokenTree> {
  const changes = faults.flatMap((fault) => (fault.kind === "tree" ? fault.changes : []));
  if (changes.length === 0) return { root, [Symbol.dispose]: () => undefined };
  const folder = mkdtempSync(path.join(tmpdir(), "verifier-tree-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const copy = path.join(folder, "tree");
  try {
    await copyTree(root, copy);
    const packages = path.join(root, "node_modules");
    if (existsSync(packages)) symlinkSync(packages, path.join(copy, "node_modules"));
    changeTree(copy, { changes });
  } catch (error) {
    remove();
    throw error;
  }
  return { root: copy, [Symbol.dispose]: remove };
}
