// A base's tables, and whether a table is among them when Airtable only says 403.
import { Problem } from "#kit/problem.ts";
import { z } from "zod";
import type { Dependencies } from "./dependencies.ts";
import { type Reading, airtableErrorType, read } from "./reading.ts";

/** Answers `{base_id, tables}`. */
export function schemaReading(base: string): Reading {
  return {
    call: { method: "GET", path: `/v0/meta/bases/${base}/tables`, base, expects: "tables" },
    kind: "schema",
    shape: (json) => ({ base_id: base, tables: (json as { tables: unknown }).tables }),
  };
}

const schema = z.object({ tables: z.array(z.object({ id: z.string(), name: z.string() })) });

/** Airtable's one answer for "you may not" and "there is none". */
const eitherOr = "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND";

export interface TablePlace {
  readonly base: string;
  /** The table's id or name. */
  readonly table: string;
  readonly requestId: string;
}

async function isMissing(
  dependencies: Dependencies,
  { base, table, requestId }: TablePlace,
): Promise<boolean> {
  try {
    const { text } = await read(dependencies, schemaReading(base), { requestId, fresh: false });
    const { tables } = schema.parse(JSON.parse(text));
    return !tables.some(({ id, name }) => id === table || name === table);
  } catch (error) {
    dependencies.log.debug({ err: error, request_id: requestId }, "the schema does not tell");
    return false;
  }
}

/** `error`, or 404 when it is a 403 that means a table which the base does not have. */
export async function explained(
  dependencies: Dependencies,
  place: TablePlace,
  error: unknown,
): Promise<unknown> {
  if (airtableErrorType(error) !== eitherOr || !(await isMissing(dependencies, place))) return error;
  const { members } = error as Problem;
  return new Problem(404, `The base has no table ${JSON.stringify(place.table)}.`, { cause: error, members });
}
