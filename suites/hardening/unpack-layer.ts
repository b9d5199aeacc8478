// The tar of a layer, whatever the archive that `docker save` wrote has packed it with.
import { pipeline, Readable } from "node:stream";
import { createGunzip, createZstdDecompress } from "node:zlib";
import { createByteReader } from "./byte-reader.ts";

const headerBytes = 512;

/** An engine with containerd's store keeps layers as they were pulled (OCI image layer specification, media types). */
const packings = [
  { magic: Buffer.from([0x1f, 0x8b]), unpack: createGunzip },
  { magic: Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), unpack: createZstdDecompress },
];

/** A layer that changes nothing is an archive of zeros alone. */
const isTar = (head: Buffer): boolean =>
  head.toString("latin1", 257, 262) === "ustar" || (head.length > 0 && head.every((byte) => byte === 0));

/** Undefined for what is no archive: a config or a manifest. Rejects, while it is read, when it is cut short. */
export async function unpackLayer(body: AsyncIterable<Buffer>): Promise<AsyncIterable<Buffer> | undefined> {
  const reader = createByteReader(body);
  const head = await reader.take(headerBytes);
  const whole = (async function* () {
    yield head;
    yield* reader.stream(Infinity);
  })();
  const packing = packings.find(({ magic }) => head.subarray(0, magic.length).equals(magic));
  // Whoever reads it is told of an error; this end has nobody to tell.
  if (packing) return pipeline(Readable.from(whole), packing.unpack(), () => {});
  return isTar(head) ? whole : undefined;
}
