// Puts the OpenAPI 3.1 document together: operations, and for each who may use it, from the route table.
import { STATUS_CODES } from "#kit/node-http.ts";
import { type Access, routeTable } from "../route-table.ts";
import { airtableOperations } from "./airtable-operations.ts";
import { assistantOperations } from "./assistant-operations.ts";
import { authOperations } from "./auth-operations.ts";
import { type Operation, type Operations, type Schema, problems, ref } from "./operation.ts";
import { ownOperations } from "./own-operations.ts";
import { schemas } from "./schemas.ts";

const serviceKey = { serviceKey: [] };
const personToken = { personToken: [] };
const airtableToken = { airtableToken: [] };

const security: Readonly<Record<Access, readonly Schema[]>> = {
  open: [],
  bearer: [personToken],
  identity: [personToken, serviceKey],
  "identity-or-airtable-token": [personToken, serviceKey, airtableToken],
};

const accessOf = (path: string): Access => routeTable.find((route) => route.path === path)?.access ?? "open";

const documentedProblems = [400, 401, 403, 404, 409, 413, 422, 429, 502, 503, 504];

const problemResponse = (description: string): Schema => ({
  description,
  content: { "application/problem+json": { schema: ref("Problem") } },
});

const pathParameters = (path: string): Schema[] =>
  Array.from(path.matchAll(/:(\w+)/g), ([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string", minLength: 1 },
  }));

function described(operation: Operation, path: string, tag: string): Schema {
  const parameters = [...pathParameters(path), ...(operation.parameters ?? [])];
  const proxied = path.startsWith("/api/") && path !== "/api/health";
  return {
    ...operation,
    tags: [tag],
    security: security[accessOf(path)],
    ...(parameters.length > 0 ? { parameters } : {}),
    responses: {
      ...operation.responses,
      ...(proxied ? problems(429, 502, 504) : {}),
      ...(operation.requestBody ? problems(413) : {}),
      default: problemResponse("A problem (RFC 9457)."),
    },
  };
}

function pathsOf(operations: Operations, tag: string): Record<string, Schema> {
  const entries = Object.entries(operations).map(([path, methods]) => {
    const byMethod = Object.entries(methods).map(([method, operation]) => [
      method,
      described(operation, path, tag),
    ]);
    return [path.replaceAll(/:(\w+)/g, "{$1}"), Object.fromEntries(byMethod)] as const;
  });
  return Object.fromEntries(entries);
}

const securitySchemes: Schema = {
  personToken: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: "From /api/auth/login." },
  serviceKey: { type: "apiKey", in: "header", name: "X-API-Key", description: "Between services." },
  airtableToken: { type: "http", scheme: "bearer", description: "The operator's own Airtable token." },
};

/** The whole document; `version` is the release that runs. */
export const openApiDocument = (version: string): Schema => ({
  openapi: "3.1.1",
  info: {
    title: "PyAirtable",
    version,
    summary: "Airtable for signed-in people: by HTTP, by tools and by chat.",
    license: { name: "MIT", identifier: "MIT" },
  },
  servers: [{ url: "/" }],
  tags: [
    { name: "auth", description: "People, tokens, sessions" },
    { name: "airtable", description: "Bases, tables, records" },
    { name: "assistant", description: "Chat and tools" },
    { name: "gateway", description: "Health and description" },
  ],
  paths: {
    ...pathsOf(authOperations, "auth"),
    ...pathsOf(airtableOperations, "airtable"),
    ...pathsOf(assistantOperations, "assistant"),
    ...pathsOf(ownOperations, "gateway"),
  },
  components: {
    schemas,
    securitySchemes,
    responses: Object.fromEntries(
      documentedProblems.map((status) => [
        `Problem${status}`,
        problemResponse(STATUS_CODES[status] ?? "Error"),
      ]),
    ),
  },
});
