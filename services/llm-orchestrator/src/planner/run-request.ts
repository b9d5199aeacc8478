// Carries an understood request out with the MCP tools and says what they found, and nothing else.
import { z } from "zod";
import type { BaseSchema, Table } from "./base-schema.ts";
import { type PlainRecord, ignoredNote, lines, listed, number, records, whereClause } from "./phrases.ts";
import type { Condition } from "./read-conditions.ts";
import type { Request } from "./request.ts";

/** Calls a tool and reads its result in the given shape. */
export type RunTool = <Schema extends z.ZodType>(
  name: string,
  given: Readonly<Record<string, unknown>>,
  shape: Schema,
) => Promise<z.infer<Schema>>;

type Of<Kind extends Request["kind"]> = Extract<Request, { kind: Kind }>;

const recordsShape = z.object({
  records: z.array(z.object({ id: z.string(), fields: z.record(z.string(), z.unknown()) })),
  has_more: z.boolean(),
});

const analysisShape = z.object({
  record_count: z.int(),
  truncated: z.boolean(),
  fields: z.array(
    z.object({
      numbers: z
        .object({ count: z.int(), min: z.number(), max: z.number(), sum: z.number(), average: z.number() })
        .optional(),
    }),
  ),
});

/** Tables that a search without a table looks into. */
const searchedTables = 10;
const shownHits = 10;

const conditions = (where: readonly Condition[]) => (where.length > 0 ? { where } : {});

export async function countRecords({ table, where, ignored }: Of<"count">, run: RunTool): Promise<string> {
  const given = { table: table.name, fields: [table.primary_field], ...conditions(where) };
  const { record_count, truncated } = await run("analyze_table_data", given, analysisShape);
  const verb = record_count === 1 && !truncated ? "is" : "are";
  const count = `${truncated ? "at least " : ""}${records(record_count)}`;
  return `There ${verb} ${count} in ${table.name}${whereClause(where)}.${ignoredNote(ignored)}`;
}

const statisticWords = { sum: "sum", average: "average", min: "smallest value", max: "largest value" };

export async function computeStatistic(request: Of<"statistic">, run: RunTool): Promise<string> {
  const { table, field, statistic, where, ignored } = request;
  if (field?.kind !== "number") {
    const numeric = table.fields.filter(({ kind }) => kind === "number").map(({ name }) => name);
    const reason = field ? `${field.name} of ${table.name} holds no numbers` : "I need a field with numbers";
    return numeric.length > 0
      ? `${reason}; the fields of ${table.name} with numbers are ${listed(numeric)}.`
      : `${table.name} has no fields with numbers.`;
  }
  const given = { table: table.name, fields: [field.name], ...conditions(where) };
  const { record_count, truncated, fields } = await run("analyze_table_data", given, analysisShape);
  const numbers = fields[0]?.numbers;
  const of = `${truncated ? "the first " : ""}${records(record_count)} of ${table.name}${whereClause(where)}`;
  if (!numbers) return `${field.name} is empty in ${of}.${ignoredNote(ignored)}`;
  const empty = record_count - numbers.count;
  const without = empty > 0 ? ` (${number(empty)} of them without one)` : "";
  return `The ${statisticWords[statistic]} of ${field.name} is ${number(numbers[statistic])}, over ${of}${without}.${ignoredNote(ignored)}`;
}

export async function showRecords(request: Of<"records">, run: RunTool): Promise<string> {
  const { table, where, limit, sort, ignored } = request;
  const given = { table: table.name, limit, ...conditions(where), ...(sort ? { sort: [sort] } : {}) };
  const { records: found, has_more } = await run("get_records", given, recordsShape);
  const clause = whereClause(where);
  if (found.length === 0) return `There are no records in ${table.name}${clause}.${ignoredNote(ignored)}`;
  const order = sort ? `, by ${sort.field}${sort.direction === "desc" ? " from the top" : ""}` : "";
  const more = has_more ? " (there are more)" : "";
  return `Here ${found.length === 1 ? "is" : "are"} ${records(found.length)} of ${table.name}${clause}${order}${more}:\n${lines(table, found)}${ignoredNote(ignored)}`;
}

export async function searchTables(
  { table, text, where }: Of<"search">,
  { tables }: BaseSchema,
  run: RunTool,
): Promise<string> {
  const searched = table ? [table] : tables.slice(0, searchedTables);
  const found: { table: Table; records: readonly PlainRecord[]; hasMore: boolean }[] = [];
  for (const each of searched) {
    const given = { table: each.name, query: text, limit: shownHits, ...conditions(where) };
    const hits = await run("search_records", given, recordsShape);
    if (hits.records.length > 0) found.push({ table: each, records: hits.records, hasMore: hits.has_more });
  }
  const names = listed(searched.map(({ name }) => name));
  if (found.length === 0) return `I found no record with "${text}" in ${names}${whereClause(where)}.`;
  return found
    .map(({ table: each, records: hits, hasMore }) => {
      const more = hasMore ? " (there are more)" : "";
      return `I found ${records(hits.length)} with "${text}" in ${each.name}${whereClause(where)}${more}:\n${lines(each, hits)}`;
    })
    .join("\n");
}

export function describeFields({ table }: Of<"fields">): string {
  const described = table.fields.map(
    ({ name, type }) => `${name} (${type}${name === table.primary_field ? ", primary" : ""})`,
  );
  return `${table.name} has ${number(table.fields.length)} fields: ${listed(described)}.`;
}
