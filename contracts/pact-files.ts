// Reads pacts: only a whole one that is named for its two sides is believed.
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const interaction = z.looseObject({
  description: z.string().min(1),
  providerStates: z
    .array(z.looseObject({ name: z.string() }))
    .max(1, "has more than one state")
    .optional(),
});

const pact = z.looseObject({
  consumer: z.object({ name: z.string() }),
  provider: z.object({ name: z.string() }),
  interactions: z.array(interaction).min(1, "is empty: a pact without interactions holds nobody to anything"),
});

export interface PactInteraction {
  readonly description: string;
  /** The provider's state that it presupposes. */
  readonly state: string | null;
}

export interface PactFile {
  readonly file: string;
  readonly consumer: string;
  readonly provider: string;
  readonly interactions: readonly PactInteraction[];
}

/** One sentence that names the pact and what is wrong with it. */
class PactError extends Error {
  override readonly name = "PactError";
}

export const pactName = ({ consumer, provider }: Pick<PactFile, "consumer" | "provider">): string =>
  `${consumer}-${provider}.json`;

function parse(file: string, text: string): z.infer<typeof pact> {
  try {
    const parsed = pact.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
    const [fault] = parsed.error.issues;
    throw new PactError(`${path.basename(file)}: ${fault?.path.join(".") || "the whole"} ${fault?.message}`);
  } catch (error) {
    if (error instanceof PactError) throw error;
    throw new PactError(`${path.basename(file)} is no JSON (${(error as Error).message})`, { cause: error });
  }
}

/** @throws {PactError} for what is no pact, is empty, is named for others, or says one thing twice. */
export function readPact(file: string): PactFile {
  const { consumer, provider, interactions } = parse(file, readFileSync(file, "utf8"));
  const read: PactFile = {
    file,
    consumer: consumer.name,
    provider: provider.name,
    interactions: interactions.map(({ description, providerStates }) => ({
      description,
      state: providerStates?.[0]?.name ?? null,
    })),
  };
  const name = pactName(read);
  if (path.basename(file) !== name)
    throw new PactError(`${path.basename(file)} is the pact of ${name}; name it so`);
  const descriptions = read.interactions.map(({ description }) => description);
  const twice = descriptions.find((each, index) => descriptions.indexOf(each) !== index);
  if (twice !== undefined) throw new PactError(`${name} has two interactions "${twice}"; tell them apart`);
  return read;
}

/** Every pact of a folder, by name. */
export const readPacts = (folder: string): readonly PactFile[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .toSorted()
    .map((name) => readPact(path.join(folder, name)));
