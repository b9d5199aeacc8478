// The pieces that the OpenAPI document is put together from (OpenAPI 3.1.1).
import type { Method } from "../route-table.ts";

/** JSON Schema 2020-12. */
export type Schema = Readonly<Record<string, unknown>>;

export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly Schema[];
  readonly requestBody?: Schema;
  readonly responses: Readonly<Record<string, Schema>>;
}

/** Operations by Express pattern and method. */
export type Operations = Readonly<Record<string, Readonly<Partial<Record<Method, Operation>>>>>;

export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

export const text: Schema = { type: "string" };

export const listOf = (items: Schema, limits: Schema = {}): Schema => ({ type: "array", items, ...limits });

export const object = (properties: Schema, required: readonly string[] = []): Schema => ({
  type: "object",
  properties,
  ...(required.length > 0 ? { required } : {}),
});

const json = (schema: Schema): Schema => ({ "application/json": { schema } });

export const answer = (status: number, description: string, schema?: Schema): Record<string, Schema> => ({
  [status]: { description, ...(schema ? { content: json(schema) } : {}) },
});

/** Answers that are problems (RFC 9457); the document's default covers the others. */
export const problems = (...statuses: readonly number[]): Record<string, Schema> =>
  Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]));

export const takes = (schema: Schema): Schema => ({ required: true, content: json(schema) });

export const queryParameter = (name: string, description: string, schema: Schema = text): Schema => ({
  name,
  in: "query",
  description,
  schema,
});
