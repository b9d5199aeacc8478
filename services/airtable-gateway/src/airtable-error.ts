// Reads Airtable's error bodies, which come in four shapes, into one.

export interface AirtableError {
  /** Such as UNKNOWN_FIELD_NAME; undefined when the body says none. */
  readonly type: string | undefined;
  readonly message: string | undefined;
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/**
 * `{error: {type, message}}`, `{error: {type}}`, `{error: "NOT_FOUND"}` and `{errors: [{error, message}]}`;
 * anything else has neither type nor message.
 */
export function readAirtableError(body: unknown): AirtableError {
  const errors = member(body, "errors");
  if (Array.isArray(errors)) {
    return { type: text(member(errors[0], "error")), message: text(member(errors[0], "message")) };
  }
  const error = member(body, "error");
  return { type: text(error) ?? text(member(error, "type")), message: text(member(error, "message")) };
}
