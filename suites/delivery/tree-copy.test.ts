import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { breakSource } from "./break-source.ts";
import { copyTree } from "./tree-copy.ts";

let folder = "";
let root = "";
let copy = "";

const git = (...args: string[]) =>
  execFileSync("git", ["-C", root, "-c", "user.name=t", "-c", "user.email=t@example.com", ...args]);
const write = (name: string, text: string) => writeFileSync(path.join(root, name), text);
const read = (name: string) => readFileSync(path.join(copy, name), "utf8");

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "tree-copy-test-"));
  root = path.join(folder, "root");
  copy = path.join(folder, "copy");
  mkdirSync(root);
  git("init", "--quiet");
  for (const name of ["kept", "changed", "deleted"]) write(name, "as committed\n");
  write(".gitignore", ".env\n");
  git("add", ".");
  git("commit", "--quiet", "--message", "First");
});
afterEach(() => rmSync(folder, { recursive: true }));

test("When a tree is copied, then it is a clone with what is not committed yet, and without what git ignores", async () => {
  write("changed", "as it is now\n");
  write("new file", "new\n");
  write(".env", "API_KEY=secret\n");
  rmSync(path.join(root, "deleted"));
  write("run.sh", "#!/bin/sh\n");
  chmodSync(path.join(root, "run.sh"), 0o755);
  symlinkSync("nowhere", path.join(root, "link"));
  await copyTree(root, copy);

  expect([read("kept"), read("changed"), read("new file")]).toEqual([
    "as committed\n",
    "as it is now\n",
    "new\n",
  ]);
  expect([existsSync(path.join(copy, "deleted")), existsSync(path.join(copy, ".env"))]).toEqual([
    false,
    false,
  ]);
  expect(statSync(path.join(copy, "run.sh")).mode & 0o777).toBe(0o755);
  expect(readlinkSync(path.join(copy, "link"))).toBe("nowhere");
  expect(existsSync(path.join(copy, ".git"))).toBe(true);
});

test("When a copy is changed, then the tree is not", async () => {
  await copyTree(root, copy);
  breakSource(copy, { file: "kept", text: "committed", instead: "$& broken" });

  expect(read("kept")).toBe("as $& broken\n");
  expect(readFileSync(path.join(root, "kept"), "utf8")).toBe("as committed\n");
});

test("When a fault has no place of its own in the copy, then nothing goes on", async () => {
  await copyTree(root, copy);

  expect(() => breakSource(copy, { file: "kept", text: "gone", instead: "" })).toThrow(
    "the fault does not fit: gone stands 0 times in kept, not once",
  );
  expect(() => breakSource(copy, { file: "kept", text: "m", instead: "" })).toThrow("stands 2 times in kept");
});

test("When a tree is no repository, then the sentence says what to do", async () => {
  rmSync(path.join(root, ".git"), { recursive: true });

  await expect(copyTree(root, copy)).rejects.toThrow(
    /cannot be made \(.*\); judge deployments in a git repository$/,
  );
});
