// Reads a stream of bytes by count, whatever pieces it comes in.
import { buffer } from "node:stream/consumers";

export interface ByteReader {
  /** Exactly `size` bytes; fewer only at the end. */
  readonly take: (size: number) => Promise<Buffer>;
  readonly skip: (size: number) => Promise<void>;
  /** The next `size` bytes in the pieces that they come in. */
  readonly stream: (size: number) => AsyncGenerator<Buffer>;
}

export function createByteReader(source: AsyncIterable<Buffer>): ByteReader {
  const iterator = source[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  async function* stream(size: number): AsyncGenerator<Buffer> {
    let left = size;
    while (left > 0) {
      if (rest.length === 0) {
        const next = await iterator.next();
        if (next.done) return;
        rest = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength);
      }
      const piece = rest.subarray(0, left);
      rest = rest.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }
  return {
    stream,
    take: (size) => buffer(stream(size)),
    skip: async (size) => {
      const pieces = stream(size);
      let piece = await pieces.next();
      while (!piece.done) piece = await pieces.next();
    },
  };
}
