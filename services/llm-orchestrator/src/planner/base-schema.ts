// The schema as list_tables tells it: the only place that table and field names come from.
import { z } from "zod";

const field = z.object({
  name: z.string(),
  type: z.string(),
  kind: z.string(),
  options: z.unknown().optional(),
});

const table = z.object({ name: z.string(), primary_field: z.string(), fields: z.array(field) });

export const baseSchema = z.object({ base_id: z.string(), tables: z.array(table) });

export type Field = z.infer<typeof field>;
export type Table = z.infer<typeof table>;
export type BaseSchema = z.infer<typeof baseSchema>;

const choices = z.object({ choices: z.array(z.object({ name: z.string() })) });

/** What a select field may hold. */
export function choicesOf({ options }: Field): readonly string[] {
  const parsed = choices.safeParse(options);
  return parsed.success ? parsed.data.choices.map(({ name }) => name) : [];
}
