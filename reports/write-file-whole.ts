// Writes a file whole or not at all: a reader sees the old one or the new one, never half of either.
import { renameSync, rmSync, writeFileSync } from "node:fs";

export function writeFileWhole(file: string, content: string): string {
  const unfinished = `${file}.${process.pid}.unfinished`;
  try {
    writeFileSync(unfinished, content);
    renameSync(unfinished, file);
  } finally {
    rmSync(unfinished, { force: true });
  }
  return file;
}
