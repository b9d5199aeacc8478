// The commits behind a tree, newest first, for reports that say what lies between two runs.
import { execFileSync } from "node:child_process";
import type { Commit } from "../reports/commits-between.ts";

// Enough for a sprint or two; a run before them is compared without its commits.
const most = 400;
const longestSubject = 100;

/** Empty where there is no git, or no repository. */
export function commitLog(root: string): readonly Commit[] {
  let log: string;
  try {
    log = execFileSync("git", ["log", `-n${most}`, "--topo-order", "--format=%H%x09%P%x09%s"], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch {
    // A downloaded archive is verified all the same.
    return [];
  }
  return log
    .split("\n")
    .filter(Boolean)
    .map((line) => {
      const [hash = "", parents = "", ...subject] = line.split("\t");
      return {
        hash,
        parents: parents.split(" ").filter(Boolean),
        subject: subject.join(" ").slice(0, longestSubject),
      };
    });
}
