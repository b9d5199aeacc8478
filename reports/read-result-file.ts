// Reads a pass-rate.json that an earlier run wrote: only one that the schema allows is believed.
import { readFileSync } from "node:fs";
import path from "node:path";
import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import { type ResultFile, schemaVersion } from "./result-types.ts";
import schema from "./schema/pass-rate.schema.json" with { type: "json" };

/** One sentence that names the file, what is wrong with it, and the cure. */
export class ResultFileError extends Error {
  override readonly name = "ResultFileError";
}

const cure = "give a pass-rate.json that npm run verify wrote";
const validate = new Ajv2020().compile<ResultFile>(schema);

/** @throws {ResultFileError} for a file that is missing, is no JSON, or is not what the schema says. */
export function readResultFile(file: string): ResultFile {
  const content = parse(file, read(file));
  const version = (content as { schema_version?: unknown } | null)?.schema_version;
  if (typeof version === "string" && version !== schemaVersion) {
    const known = `schema version ${version}, and this verifier reads ${schemaVersion}`;
    throw new ResultFileError(`${file} is of ${known}: merge it with the commit that made it`);
  }
  if (validate(content)) return content;
  const [fault] = validate.errors ?? [];
  throw new ResultFileError(`${file} is no result file (${describe(fault)}); ${cure}`);
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "is not there" : `cannot be read (${code})`;
    throw new ResultFileError(
      `${file} ${why}; ${code === "EISDIR" ? `it is a directory: ${inside(file)}` : cure}`,
      {
        cause,
      },
    );
  }
}

const inside = (directory: string) => `did you mean ${path.join(directory, "pass-rate.json")}?`;

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new ResultFileError(`${file} is no JSON (${(cause as Error).message}); ${cure}`, { cause });
  }
}

/** `totals/passed must be integer`. */
const describe = (fault: ErrorObject | undefined): string =>
  `${fault?.instancePath.slice(1) || "the whole"} ${fault?.message ?? "is not as the schema has it"}`;
