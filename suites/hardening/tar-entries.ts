// Reads a tar archive as it comes, file by file (POSIX ustar and pax, with GNU's long names).
import { createByteReader } from "./byte-reader.ts";

const block = 512;

export interface TarEntry {
  readonly name: string;
  readonly size: number;
  /** May be read once, before the next entry is asked for; what is not read is skipped. */
  readonly body: AsyncIterable<Buffer>;
}

const field = (header: Buffer, start: number, end: number): string =>
  header.toString("utf8", start, end).split("\0", 1)[0] ?? "";

/** Octal, or binary where the number is too large for that (GNU). */
function sizeOf(header: Buffer): number {
  const binary = ((header[124] ?? 0) & 0x80) !== 0;
  return binary
    ? Number(header.readBigUInt64BE(128))
    : Number.parseInt(field(header, 124, 136).trim() || "0", 8);
}

const paxName = (text: string): string | undefined =>
  /(?:^|\n)\d+ path=(?<name>[^\n]*)\n/.exec(text)?.groups?.["name"];

/** Regular files only. */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<TarEntry> {
  const reader = createByteReader(source);
  let longName: string | undefined;
  while (true) {
    const header = await reader.take(block);
    if (header.length < block || header[0] === 0) return;
    const size = sizeOf(header);
    const padding = (block - (size % block)) % block;
    const type = String.fromCharCode(header[156] ?? 0);
    if (type === "L" || type === "x") {
      const text = (await reader.take(size)).toString("utf8");
      longName = type === "L" ? text.split("\0", 1)[0] : (paxName(text) ?? longName);
      await reader.skip(padding);
      continue;
    }
    const body = reader.stream(size);
    if (type === "0" || type === "\0") yield { name: longName ?? nameIn(header), size, body };
    longName = undefined;
    // A body that was begun goes on where it was left.
    for (let piece = await body.next(); !piece.done;) piece = await body.next();
    await reader.skip(padding);
  }
}

function nameIn(header: Buffer): string {
  const prefix = field(header, 345, 500);
  return `${prefix === "" ? "" : `${prefix}/`}${field(header, 0, 100)}`;
}
