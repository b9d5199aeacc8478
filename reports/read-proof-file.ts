// Reads a proof.json that an earlier proof wrote: only one that is whole is believed.
import { readFileSync } from "node:fs";
import { z } from "zod";
import { type ProofResults, proofSchemaVersion } from "./proof-results.ts";
import { ResultFileError } from "./read-result-file.ts";

const ids = z.array(z.string());
const named = { id: z.string(), title: z.string(), kind: z.string() };
const place = z.object({
  summary: z.string(),
  file: z.string().nullable(),
  line: z.number().nullable(),
  cure: z.string().nullable(),
});

const fault = z.object({
  ...named,
  section: z.number(),
  caught: z.boolean(),
  by_intended: z.boolean(),
  caught_by: ids,
  unrelated: ids,
  blocked: z.number(),
  intended: ids,
  diagnosed: z.boolean(),
  expected: z.string(),
  diagnosis: place.nullable(),
  duration_ms: z.number(),
  error: z.string().nullable(),
});

/** What was measured beside the faults: kept as it stands, and never counted. */
const beside = <Part>() => z.custom<Part>((part) => typeof part === "object" && part !== null).optional();

const shape = z.object({
  schema_version: z.literal(proofSchemaVersion),
  commit: z.string().nullable(),
  started_at: z.string(),
  duration_ms: z.number(),
  runtime: z.string(),
  full: z.boolean(),
  control: z.object({
    clean: z.boolean(),
    runs: z.number(),
    clean_runs: z.number(),
    judged: z.number(),
    failed: ids,
  }),
  faults: z.array(fault),
  not_run: z.array(z.object({ ...named, reason: z.string() })),
  score: z.object({
    caught: z.number(),
    by_intended: z.number(),
    diagnosed: z.number(),
    total: z.number(),
    unrelated_mean: z.number(),
  }),
  baseline: beside<ProofResults["baseline"]>(),
  path: beside<ProofResults["path"]>(),
  mutation: beside<ProofResults["mutation"]>(),
});

/** @throws {ResultFileError} one sentence for a file that is missing, is no JSON, or no proof. */
export function readProofFile(file: string): ProofResults {
  try {
    const { baseline, path, mutation, ...rest } = shape.parse(JSON.parse(readFileSync(file, "utf8")));
    return {
      ...rest,
      ...(baseline ? { baseline } : {}),
      ...(path ? { path } : {}),
      ...(mutation ? { mutation } : {}),
    };
  } catch (cause) {
    const why =
      cause instanceof z.ZodError
        ? `${cause.issues[0]?.path.join("/") || "the whole"}: ${cause.issues[0]?.message ?? ""}`
        : (cause as Error).message;
    throw new ResultFileError(`${file} is no proof (${why}); give a proof.json that npm run prove wrote`, {
      cause,
    });
  }
}
