// What a credential may hide behind in a repository: a merge, an attribute, a line that looks like a patch's own.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type Place, readHistory, readTree } from "./repository.ts";

type Reader = typeof readTree;

interface Repository {
  readonly git: (...args: string[]) => void;
  readonly write: (name: string, text: string) => void;
  readonly placesOf: (reader: Reader) => Promise<readonly Place[]>;
}

function createRepository(): Repository {
  const root = mkdtempSync(path.join(tmpdir(), "repository-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const person = ["-c", "user.name=nobody", "-c", "user.email=nobody@example.com"];
  const git = (...args: string[]): void => {
    execFileSync("git", ["-C", root, ...person, ...args], { stdio: "pipe" });
  };
  git("init", "--quiet", "--initial-branch=main");
  return {
    git,
    write: (name, text) => {
      writeFileSync(path.join(root, name), text);
      git("add", "--all");
    },
    placesOf: async (reader) => {
      const places: Place[] = [];
      await reader(root, (place) => places.push(place));
      return places.map(({ where, text }) => ({ where: where.replace(/^[0-9a-f]+ /, ""), text }));
    },
  };
}

test("When a merge alone adds a line, then the history has it, once and with its place", async () => {
  const { git, write, placesOf } = createRepository();
  write("shared", "one\ntwo\nthree\n");
  git("commit", "--quiet", "--message=first");
  git("switch", "--quiet", "--create=side");
  write("shared", "one\ntwo\nthree of the side\n");
  git("commit", "--quiet", "--all", "--message=side");
  git("switch", "--quiet", "main");
  write("other", "main\n");
  git("commit", "--quiet", "--message=main");
  git("merge", "--quiet", "--no-commit", "--no-ff", "side");
  write("shared", "one\ntwo\nonly the merge\nthree of the side\n");
  write("new", "of the merge too\n");
  git("commit", "--quiet", "--message=merge");
  write("shared", "one\n");
  git("commit", "--quiet", "--message=nothing is left of it");

  const added = await placesOf(readHistory);

  expect(added.filter(({ text }) => text === "only the merge")).toEqual([
    { where: "shared:3", text: "only the merge" },
  ]);
  expect(added).toContainEqual({ where: "new:1", text: "of the merge too" });
  expect(added.filter(({ text }) => text === "three of the side")).toEqual([
    { where: "shared:3", text: "three of the side" },
  ]);
});

test("When .gitattributes calls a file binary, then its lines are read all the same", async () => {
  const { git, write, placesOf } = createRepository();
  write(".gitattributes", "hidden binary\n");
  write("hidden", "a\nb\n");
  git("commit", "--quiet", "--message=first");

  expect(await placesOf(readTree)).toContainEqual({ where: "hidden:2", text: "b" });
  expect(await placesOf(readHistory)).toContainEqual({ where: "hidden:2", text: "b" });
});

test("When a line looks like a patch's own, then it is one of the file's", async () => {
  const { git, write, placesOf } = createRepository();
  write("patch", "++ b/elsewhere\n@@ -1 +7 @@\ncommit 1234567\n-- a\n");
  git("commit", "--quiet", "--message=first");

  expect(await placesOf(readHistory)).toEqual([
    { where: "patch:1", text: "++ b/elsewhere" },
    { where: "patch:2", text: "@@ -1 +7 @@" },
    { where: "patch:3", text: "commit 1234567" },
    { where: "patch:4", text: "-- a" },
  ]);
});

test("When a file is binary, then a carriage return in it ends no line", async () => {
  const { git, write, placesOf } = createRepository();
  write("image", "\0a\rb\n\rc\n");
  git("commit", "--quiet", "--message=first");

  const lines = [
    { where: "image:1", text: "\0a\rb" },
    { where: "image:2", text: "\rc" },
  ];
  expect(await placesOf(readTree)).toEqual(lines);
  expect(await placesOf(readHistory)).toEqual(lines);
});
