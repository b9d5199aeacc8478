// Reads a git work tree line by line: every file as it is, and every line that its history ever added.
import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { Failure } from "../failure.ts";

export interface Place {
  /** `path:line` of the tree, or the short commit before it. */
  readonly where: string;
  readonly text: string;
}

interface Ended {
  readonly code: number;
  readonly stderr: string;
}

/** Parted as git parts them: a lone carriage return, which a binary file may have, is one of a line's letters. */
async function* linesOf(output: Readable): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of output.setEncoding("utf8")) {
    const parts = (rest + String(chunk)).split("\n");
    rest = parts.pop() ?? "";
    for (const line of parts) yield line.replace(/\r$/, "");
  }
  if (rest !== "") yield rest;
}

/** Runs git in `root`; each line of its output goes to `onLine`. */
async function git(root: string, args: readonly string[], onLine: (line: string) => void): Promise<Ended> {
  const child = spawn("git", ["-C", root, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const exit = once(child, "close") as Promise<[number | null]>;
  for await (const line of linesOf(child.stdout)) onLine(line);
  const [code] = await exit;
  return { code: code ?? -1, stderr: stderr.trim() };
}

async function lines(root: string, args: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  const { code, stderr } = await git(root, args, (line) => found.push(line));
  if (code !== 0) throw new Failure(`git ${args[0] ?? ""} ended with ${code}: ${stderr || found.join(" ")}`);
  return found;
}

/** True when git would ignore the path, whether or not it exists. */
export async function isIgnored(root: string, path: string): Promise<boolean> {
  const { code, stderr } = await git(root, ["check-ignore", "--quiet", "--no-index", path], () => {});
  if (code > 1 || code < 0) throw new Failure(`git check-ignore ${path} ended with ${code}: ${stderr}`);
  return code === 0;
}

/** Tracked paths that match. */
export const trackedFiles = (root: string, ...paths: string[]): Promise<readonly string[]> =>
  lines(root, ["ls-files", "--", ...paths]);

/** What can be read: a shallow clone has only a part of its history. */
export async function describeHistory(root: string): Promise<{ commits: number; shallow: boolean }> {
  const [count = "0"] = await lines(root, ["rev-list", "--all", "--count"]);
  const [shallow = "false"] = await lines(root, ["rev-parse", "--is-shallow-repository"]);
  return { commits: Number(count), shallow: shallow === "true" };
}

/**
 * Every line of every file that is tracked, or that the next commit may take in: not ignored. Also of those that
 * look binary or that .gitattributes calls so, which may be text all the same. Returns how many there were.
 */
export async function readTree(root: string, onPlace: (place: Place) => void): Promise<number> {
  let read = 0;
  // The one pattern that every line matches.
  const args = ["grep", "--untracked", "--text", "--line-number", "--no-color", "--full-name", "-e", ""];
  const { code, stderr } = await git(root, args, (line) => {
    const { where = "", text = line } = /^(?<where>[^:]+:\d+):(?<text>.*)$/s.exec(line)?.groups ?? {};
    read += 1;
    onPlace({ where, text });
  });
  if (code !== 0) throw new Failure(`git grep ended with ${code}: ${stderr}`);
  return read;
}

/** `@@ -1 +1,2 @@`, and `@@@ -1 -1 +1,2 @@@` of a merge: a column for each parent. */
const hunk = /^(?<marks>@@+) .*\+(?<line>\d+)(?:,\d+)? @@/;

/**
 * Every line that any commit of any branch added, of binary files too; of a merge what none of its parents had.
 * Returns how many there were.
 */
export async function readHistory(root: string, onPlace: (place: Place) => void): Promise<number> {
  let read = 0;
  let commit = "";
  let file = "";
  let number = 0;
  let parents = 0;
  const args = [
    "log",
    "--all",
    "--patch",
    "--text",
    "--diff-merges=combined",
    "--unified=0",
    "--no-color",
    "--no-ext-diff",
    "--format=commit %h",
  ];
  const { code, stderr } = await git(root, args, (line) => {
    const { marks, line: first } = hunk.exec(line)?.groups ?? {};
    if (line.startsWith("commit ")) commit = line.slice("commit ".length);
    // What follows are names, until a hunk begins: a line of a file may look like one.
    else if (line.startsWith("diff ")) parents = 0;
    else if (marks !== undefined) [parents, number] = [marks.length - 1, Number(first)];
    else if (parents === 0 && line.startsWith("+++ ")) file = line.replace(/^\+\+\+ (?:b\/)?/, "");
    else if (parents > 0 && /^[+ ]+$/.test(line.slice(0, parents))) {
      if (line.startsWith("+".repeat(parents))) {
        read += 1;
        onPlace({ where: `${commit} ${file}:${number}`, text: line.slice(parents) });
      }
      number += 1;
    }
  });
  if (code !== 0) throw new Failure(`git log ended with ${code}: ${stderr}`);
  return read;
}
