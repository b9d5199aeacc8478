// Every route of every service, as a stranger would find them, and which of them are open to anybody.

export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** `:name` stands for a segment that the caller chooses. */
  readonly path: string;
  /** Answers without credentials. */
  readonly open: boolean;
}

/** A line each: methods, path, and `open` for what wants no credentials. */
const routes = (text: string): Route[] =>
  text
    .trim()
    .split("\n")
    .flatMap((line) => {
      const [methods = "", path = "", access] = line.trim().split(/\s+/);
      const open = access === "open";
      return methods.split("|").map((method) => ({ method: method as Route["method"], path, open }));
    });

const common = routes(`
  GET /health open
  GET /ready open
  GET /metrics open
  GET /:anything open
`);

const byService: Readonly<Record<string, readonly Route[]>> = {
  "platform-services": routes(`
    POST /auth/register open
    POST /auth/login open
    POST /auth/refresh open
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
    POST /api/auth/register open
    POST /api/auth/login open
    POST /api/auth/refresh open
    POST /api/auth/logout
    GET /api/auth/verify
    GET|PUT /api/auth/profile
    DELETE /api/auth/users/:id
    GET /api/airtable/bases
    GET /api/airtable/tables
    GET|POST|PATCH|DELETE /api/airtable/tables/:table/records
    GET|PATCH|PUT|DELETE /api/airtable/tables/:table/records/:id
    POST /api/chat
    GET /api/tools
    POST /api/execute-tool
    GET|DELETE /api/sessions/:id
    GET /api/sessions/:id/history
    GET /api/health open
    GET /openapi.json open
    GET /docs/ open
  `),
};

/** The routes of one service; a service that is not known has those that every service has. */
export const routesOf = (service: string): readonly Route[] => [...(byService[service] ?? []), ...common];
