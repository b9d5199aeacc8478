// The folder of a command's results: made before anything is judged, or refused in a sentence.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { makeFolder } from "./make-folder.ts";
import { UsageError } from "./usage-error.ts";

function temporary(): string {
  const root = mkdtempSync(path.join(tmpdir(), "make-folder-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  return root;
}

test("When a folder is not there, then it is made with those above it, and again nothing happens", () => {
  const root = temporary();
  expect(makeFolder(root, "a/b/c")).toBe(path.join(root, "a/b/c"));
  expect(existsSync(path.join(root, "a/b/c"))).toBe(true);
  expect(makeFolder(root, "a/b/c")).toBe(path.join(root, "a/b/c"));
});

test.each(["file", "file/below"])(
  "When %s cannot be a folder, then that is wrong usage, in a sentence",
  (out) => {
    const root = temporary();
    writeFileSync(path.join(root, "file"), "");
    expect(() => makeFolder(root, out)).toThrow(UsageError);
    expect(() => makeFolder(root, out)).toThrow(
      `nothing can be written into ${out} (ENOTDIR); name another folder with --out`,
    );
  },
);
