// Reads what other commands left beside the run: the proof's score and the contracts' verdicts, where they are.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const fractionShape = z.object({ passed: z.number(), of: z.number(), percent: z.number().nullable() });

const proofShape = z.object({
  commit: z.string().nullable(),
  control: z.object({ clean: z.boolean() }),
  score: z.object({
    caught: z.number(),
    by_intended: z.number(),
    diagnosed: z.number(),
    total: z.number(),
  }),
  /** The system with everything broken that the plan found broken. */
  baseline: z
    .object({ broken: z.object({ broken: z.number(), rate: fractionShape, error: z.string().nullable() }) })
    .optional(),
});

const contractsShape = z.object({
  commit: z.string().nullable(),
  edges: z.array(
    z.object({
      consumer: z.string(),
      provider: z.string(),
      verdict: z.enum(["passed", "failed", "missing", "not-verified"]),
      interactions: z.array(
        z.object({
          description: z.string(),
          outcome: z.enum(["passed", "failed", "not-verified"]),
          failure: z.string().nullable(),
        }),
      ),
    }),
  ),
});

export type Proof = z.infer<typeof proofShape>;
export type Contracts = z.infer<typeof contractsShape>;

export interface SideResults {
  readonly proof: Proof | undefined;
  readonly contracts: Contracts | undefined;
  /** A sentence for each file that is there and cannot be read as what it should be. */
  readonly faults: readonly string[];
}

export function readSideResults(folder: string): SideResults {
  const faults: string[] = [];
  const read = <T>(name: string, shape: z.ZodType<T>): T | undefined => {
    const file = path.join(folder, name);
    if (!existsSync(file)) return undefined;
    try {
      return shape.parse(JSON.parse(readFileSync(file, "utf8")));
    } catch (error) {
      const why = error instanceof z.ZodError ? (error.issues[0]?.path.join(".") ?? "its shape") : "no JSON";
      faults.push(`${name} was left out: it is not what it should be (${why})`);
      return undefined;
    }
  };
  return {
    proof: read("proof.json", proofShape),
    contracts: read("contracts.json", contractsShape),
    faults,
  };
}
