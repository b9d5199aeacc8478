import { execFileSync } from "node:child_process";
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { readTar } from "./tar-entries.ts";

async function* inPieces(archive: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < archive.length; at += size) yield archive.subarray(at, at + size);
}

/** An archive that the machine's own tar writes. */
function archiveOf(files: Readonly<Record<string, string>>, format: string): Buffer {
  const root = mkdtempSync(path.join(tmpdir(), "tar-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.join(root, path.dirname(name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  return execFileSync("tar", ["-C", root, `--format=${format}`, "-cf", "-", ...Object.keys(files)], {
    maxBuffer: 1e8,
  });
}

const long = `${"deep/".repeat(30)}${"name".repeat(30)}.txt`;
const files = { "empty.txt": "", "app/one.txt": "one\n", [long]: "x".repeat(1500), "last.txt": "last" };

test.each([
  ["ustar", 512],
  ["gnu", 700],
  ["pax", 65_536],
  ["pax", 1],
])(
  "When tar wrote a %s archive that comes in pieces of %i bytes, then every file is read",
  async (format, size) => {
    const own = format === "ustar" ? { "app/one.txt": "one\n", "last.txt": "last" } : files;
    const read: Record<string, string> = {};

    for await (const { name, body } of readTar(inPieces(archiveOf(own, format), size)))
      read[name] = (await buffer(body)).toString();

    expect(read).toEqual(own);
  },
);

test("When a file is not read, or only its beginning, then the next one is read all the same", async () => {
  const names: string[] = [];

  for await (const { name, body } of readTar(inPieces(archiveOf(files, "pax"), 100))) {
    names.push(name);
    if (name === long) await body[Symbol.asyncIterator]().next();
  }

  expect(names).toEqual(Object.keys(files));
});
