import { text } from "node:stream/consumers";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { expect, test } from "vitest";
import { writeTar } from "./plants/tar-archive.ts";
import { readTar } from "./tar-entries.ts";
import { unpackLayer } from "./unpack-layer.ts";

async function* pieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 300) yield bytes.subarray(at, at + 300);
}

async function filesOf(bytes: Buffer): Promise<Readonly<Record<string, string>> | undefined> {
  const layer = await unpackLayer(pieces(bytes));
  if (!layer) return undefined;
  const files: Record<string, string> = {};
  for await (const { name, body } of readTar(layer)) files[name] = await text(body);
  return files;
}

const files = { "app/one.txt": "one", "app/large.txt": "x".repeat(5000) };
const tar = writeTar(files);

test.each([
  ["as it is", tar],
  ["by gzip", gzipSync(tar)],
  ["by zstd", zstdCompressSync(tar)],
])("When a layer is saved %s, then its files are read", async (_, saved) => {
  expect(await filesOf(saved)).toEqual(files);
});

test("When a layer changes nothing, then it is a layer without files", async () => {
  expect(await filesOf(Buffer.alloc(1024))).toEqual({});
});

test("When a blob is a config, a manifest or empty, then it is no layer", async () => {
  expect(await filesOf(Buffer.from('{"architecture":"amd64"}'))).toBeUndefined();
  expect(await filesOf(Buffer.from("{}".padEnd(2000, " ")))).toBeUndefined();
  expect(await filesOf(Buffer.alloc(0))).toBeUndefined();
});

test("When a packed layer is cut short, then reading it fails", async () => {
  await expect(filesOf(gzipSync(tar).subarray(0, 60))).rejects.toThrow("unexpected end of file");
});
