// Keeps checks that write records, or know those of the simulated Airtable, away from anybody else's.
import type { StartedStack } from "../fixtures/stack.ts";
import { Unknowable } from "../fixtures/unknowable.ts";

/** @throws {Unknowable} where the system asks a real Airtable, or nobody knows which one. */
export function needSimulatedAirtable({ unknown }: StartedStack): void {
  if (unknown?.airtable !== undefined) throw new Unknowable(unknown.airtable);
}
