// The shapes that requests and answers have.
import { type Schema, listOf, object, ref, text } from "./operation.ts";

const date: Schema = { type: "string", format: "date-time" };
const whole: Schema = { type: "integer", minimum: 0 };
const up: Schema = { type: "string", enum: ["up", "down"] };
const password: Schema = {
  type: "string",
  format: "password",
  minLength: 8,
  description: "At least 8 characters, at most 72 bytes, not a common one.",
};
const values: Schema = {
  type: "object",
  additionalProperties: true,
  description: "Values by field name.",
};
const recordId: Schema = { type: "string", pattern: "^rec[A-Za-z0-9]{14}$" };
const batch = (item: Schema): Schema => listOf(item, { minItems: 1, maxItems: 10 });
const typecast: Schema = { type: "boolean" };
const mergeOn = listOf(text, { minItems: 1, maxItems: 3 });

const auth = {
  Registration: object(
    { email: { type: "string", format: "email" }, password, first_name: text, last_name: text },
    ["email", "password"],
  ),
  Login: {
    ...object({ email: text, username: { ...text, description: "The e-mail, too." }, password: text }, [
      "password",
    ]),
    anyOf: [{ required: ["email"] }, { required: ["username"] }],
  },
  Refresh: object({ refresh_token: text }, ["refresh_token"]),
  Profile: object({ first_name: text, last_name: text }),
  User: object({ id: { type: "string", format: "uuid" }, email: text }, ["id", "email"]),
  Tokens: object(
    {
      access_token: text,
      refresh_token: text,
      token_type: { const: "bearer" },
      expires_in: { ...whole, description: "Seconds." },
      user: ref("User"),
    },
    ["access_token", "refresh_token", "token_type", "expires_in", "user"],
  ),
  Verification: object(
    { valid: { const: true }, user: ref("User"), session: { type: ["object", "string"] } },
    ["valid", "user"],
  ),
};

const airtable = {
  Record: object({ id: recordId, createdTime: date, fields: values }, ["id", "fields"]),
  Records: object(
    { records: listOf(ref("Record")), offset: { ...text, description: "Asks for the next page." } },
    ["records"],
  ),
  Bases: object({ bases: listOf(object({ id: text, name: text, permissionLevel: text })), offset: text }, [
    "bases",
  ]),
  Tables: object({ base_id: text, tables: listOf({ type: "object" }) }, ["base_id", "tables"]),
  RecordInput: object({ fields: values, typecast }, ["fields"]),
  Creation: {
    anyOf: [
      ref("RecordInput"),
      object({ records: batch(object({ fields: values }, ["fields"])), typecast }, ["records"]),
      ref("Upsert"),
    ],
  },
  Update: {
    anyOf: [
      object({ records: batch(object({ id: recordId, fields: values }, ["id", "fields"])), typecast }, [
        "records",
      ]),
      ref("Upsert"),
    ],
  },
  Upsert: object(
    {
      records: batch(object({ id: recordId, fields: values }, ["fields"])),
      upsert: object({ fields_to_merge_on: mergeOn }, ["fields_to_merge_on"]),
      typecast,
    },
    ["records", "upsert"],
  ),
  Deletion: object({ records: batch(recordId) }, ["records"]),
};

const assistant = {
  ChatQuestion: object({ message: text, session_id: text, base_id: text }, ["message"]),
  ChatAnswer: object(
    {
      response: text,
      tools_used: listOf(object({ name: text, arguments: { type: "object" }, ok: { type: "boolean" } })),
      session_id: text,
      usage: { type: "object" },
    },
    ["response", "tools_used", "session_id"],
  ),
  ToolCall: object({ name: text, arguments: { type: "object" } }, ["name"]),
};

const health = {
  Liveness: object({
    status: { const: "healthy" },
    service: text,
    version: text,
    uptime_seconds: { type: "number" },
  }),
  Readiness: object({
    status: { type: "string", enum: ["ready", "degraded", "not-ready"] },
    service: text,
    checks: {
      type: "object",
      additionalProperties: object({
        status: up,
        required: { type: "boolean" },
        latency_ms: whole,
        error: text,
      }),
    },
  }),
  SystemHealth: object(
    {
      status: { type: "string", enum: ["healthy", "degraded"] },
      services: {
        type: "object",
        additionalProperties: object({ status: up, latency_ms: whole, error: text }, [
          "status",
          "latency_ms",
        ]),
      },
      down: listOf(text),
    },
    ["status", "services", "down"],
  ),
};

const problem = {
  Problem: object(
    {
      type: text,
      title: text,
      status: { type: "integer", minimum: 400, maximum: 599 },
      detail: text,
      instance: text,
      request_id: text,
      errors: listOf(object({ field: text, message: text })),
      peer: { ...text, description: "The service that could not be asked." },
    },
    ["type", "title", "status", "detail", "instance", "request_id"],
  ),
};

export const schemas: Readonly<Record<string, Schema>> = {
  ...auth,
  ...airtable,
  ...assistant,
  ...health,
  ...problem,
};
