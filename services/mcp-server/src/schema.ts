// Finds tables and fields in a base's schema, and knows what kind of value a field holds.
import { Problem } from "#kit/problem.ts";
import type { Airtable, Field, Place, Table } from "./airtable-gateway-client.ts";

export type FieldKind = "number" | "checkbox" | "date" | "list" | "text" | "opaque";

const kinds: Readonly<Record<string, FieldKind>> = {
  number: "number",
  currency: "number",
  percent: "number",
  duration: "number",
  rating: "number",
  count: "number",
  autoNumber: "number",
  checkbox: "checkbox",
  date: "date",
  dateTime: "date",
  createdTime: "date",
  lastModifiedTime: "date",
  multipleSelects: "list",
  multipleRecordLinks: "list",
  multipleLookupValues: "list",
  multipleAttachments: "opaque",
  multipleCollaborators: "opaque",
  button: "opaque",
};

/** A computed field is of its result's kind. */
export function kindOf(field: Field): FieldKind {
  const { result } = (field.options ?? {}) as { result?: { type?: string } | null };
  const computed = field.type === "formula" || field.type === "rollup";
  return kinds[computed ? (result?.type ?? "") : field.type] ?? "text";
}

const sameName = (left: string, right: string) => left.toLowerCase() === right.toLowerCase();

function pick<Item extends { id: string; name: string }>(items: readonly Item[], wanted: string) {
  return (
    items.find(({ id, name }) => id === wanted || name === wanted) ??
    items.find(({ name }) => sameName(name, wanted))
  );
}

const names = (items: readonly { name: string }[]) => items.map(({ name }) => name).join(", ");

/** @throws {Problem} 404 that says which tables there are. */
export async function findTable(airtable: Airtable, { baseId, table }: Place): Promise<Table> {
  const { tables, base_id } = await airtable.tables(baseId);
  const found = pick(tables, table);
  if (found) return found;
  throw new Problem(404, `${base_id} has no table "${table}"; its tables are ${names(tables)}.`);
}

/** @throws {Problem} 422 that says which fields there are. */
export function findField(table: Table, wanted: string): Field {
  const found = pick(table.fields, wanted);
  if (found) return found;
  throw new Problem(422, `${table.name} has no field "${wanted}"; its fields are ${names(table.fields)}.`);
}

export function primaryField(table: Table): Field {
  const field = table.fields.find(({ id }) => id === table.primaryFieldId) ?? table.fields[0];
  if (!field) throw new Problem(502, `${table.name} has no fields.`);
  return field;
}
