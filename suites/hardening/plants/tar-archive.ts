// Writes a tar archive of a few small files: an image as `docker save` gives it, for the rules about layers.

const block = 512;

function header(name: string, size: number): Buffer {
  const bytes = Buffer.alloc(block);
  bytes.write(name, 0, 100);
  bytes.write("0000644\0", 100);
  bytes.write(`${size.toString(8).padStart(11, "0")}\0`, 124);
  bytes.write("0", 156);
  bytes.write("ustar\0", 257);
  return bytes;
}

const padded = (content: Buffer): Buffer =>
  Buffer.concat([content, Buffer.alloc((block - (content.length % block)) % block)]);

/** Names of up to 100 bytes. */
export function writeTar(files: Readonly<Record<string, Buffer | string>>): Buffer {
  const parts = Object.entries(files).flatMap(([name, content]) => {
    const bytes = Buffer.from(content);
    return [header(name, bytes.length), padded(bytes)];
  });
  return Buffer.concat([...parts, Buffer.alloc(2 * block)]);
}
