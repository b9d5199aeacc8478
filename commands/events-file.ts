// Writes what a run tells as JSON lines, for programs that follow it while it goes on.
import { openSync, writeSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import { eventsVersion, type Listener } from "./run-events.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Empties the file, and writes each event as it comes: a line of JSON with its time. The first line says the version.
 * @throws {UsageError} when it cannot be written.
 */
export function eventsFile(file: string): Listener {
  const descriptor = open(file);
  const write = (event: object) =>
    writeSync(descriptor, `${JSON.stringify({ at: new Date().toISOString(), ...event })}\n`);
  write({ type: "begin", schema_version: eventsVersion });
  return (event) =>
    void write(
      event.type === "note" ? { ...event, text: stripVTControlCharacters(event.text).trim() } : event,
    );
}

function open(file: string): number {
  try {
    return openSync(file, "w");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(
      `--events ${file} cannot be written (${code}); give a file in a folder that is there`,
    );
  }
}
