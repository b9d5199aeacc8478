// Every route of every service, as a stranger would find them: what the hostile requests are sent to.

export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** `:name` stands for a segment that the caller chooses. */
  readonly path: string;
}

const routes = (text: string): Route[] =>
  text
    .trim()
    .split("\n")
    .flatMap((line) => {
      const [methods = "", path = ""] = line.trim().split(/\s+/);
      return methods.split("|").map((method) => ({ method: method as Route["method"], path }));
    });

const common = routes(`
  GET /health
  GET /ready
  GET /metrics
  GET /:anything
`);

const byService: Readonly<Record<string, readonly Route[]>> = {
  "platform-services": routes(`
    POST /auth/register
    POST /auth/login
    POST /auth/refresh
    POST /auth/logout
    GET /auth/verify
    GET|PUT /auth/profile
    DELETE /auth/users/:id
  `),
  "airtable-gateway": routes(`
    GET /api/airtable/bases
    GET /api/airtable/tables
    GET|POST|PATCH|DELETE /api/airtable/tables/:table/records
    GET|PATCH|PUT|DELETE /api/airtable/tables/:table/records/:id
    GET|POST /api/airtable/tables/Companies/records
  `),
  "mcp-server": routes(`
    POST /mcp
    GET /tools
    POST /tools/call
  `),
  "llm-orchestrator": routes(`
    POST /chat
    GET /tools
    POST /execute-tool
    GET|DELETE /sessions/:id
    GET /sessions/:id/history
  `),
  "api-gateway": routes(`
    POST /api/auth/register
    POST /api/auth/login
    POST /api/auth/refresh
    POST /api/auth/logout
    GET /api/auth/verify
    GET|PUT /api/auth/profile
    GET /api/airtable/bases
    GET /api/airtable/tables
    GET|POST|PATCH|DELETE /api/airtable/tables/:table/records
    GET|PATCH|PUT|DELETE /api/airtable/tables/:table/records/:id
    POST /api/chat
    GET /api/tools
    POST /api/execute-tool
    GET|DELETE /api/sessions/:id
    GET /api/health
    GET /openapi.json
    GET /docs/
  `),
};

/** The routes of one service; a service that is not known has those that every service has. */
export const routesOf = (service: string): readonly Route[] => [...(byService[service] ?? []), ...common];
