// Requests that take a service long enough to be in flight when a signal comes, and how one knows that they are.
import { randomUUID } from "node:crypto";
import type { CheckContext } from "../check-context.ts";
import type { Reply } from "../http.ts";
import { newCredentials } from "../person.ts";

export interface InFlight {
  readonly count: number;
  readonly send: (n: number) => Promise<Reply>;
  readonly status: number;
  /** True once the service has taken all of them in; `answered` is how many answers are there. */
  readonly accepted: (answered: number) => Promise<boolean>;
}

const slowly = { count: 20, delayMs: 500 };
/** Each costs a password hash; two rounds are fewer than the limit of one window. */
const registrations = 24;

/** Reads that no cache answers, by way of the service, each with its own formula. */
function slowRead({ http, service, setting }: CheckContext, token: string): (n: number) => Promise<Reply> {
  const headers = { "x-api-key": setting(service.name, "API_KEY") };
  const formula = (n: number) => `LEN('${token}x${n}') > 0`;
  const call = (n: number) => ({
    name: "get_records",
    arguments: { table: "People", limit: 1, filter_by_formula: formula(n) },
  });
  const byTool: Readonly<Record<string, string>> = {
    "mcp-server": "/tools/call",
    "llm-orchestrator": "/execute-tool",
  };
  const path = byTool[service.name];
  if (path) return (n) => http.post(service, path, { headers, json: call(n), quiet: n > 0 });
  return (n) => {
    const query = new URLSearchParams({ filter_by_formula: formula(n), page_size: "1" }).toString();
    return http.get(service, `/api/airtable/tables/People/records?${query}`, { headers, quiet: n > 0 });
  };
}

/** Airtable is told to answer slowly; its journal says what has arrived there, and so is in flight. */
async function throughAirtable(context: CheckContext): Promise<InFlight> {
  const { airtable } = context;
  const token = `drain${randomUUID().slice(0, 8)}`;
  await airtable.setFaults([
    { match: { path: token }, times: null, fault: { kind: "delay", ms: slowly.delayMs } },
  ]);
  const arrived = async () => (await airtable.requests()).filter(({ path }) => path.includes(token)).length;
  return {
    count: slowly.count,
    send: slowRead(context, token),
    status: 200,
    accepted: async () => (await arrived()) >= slowly.count,
  };
}

/**
 * A first round opens the connections, so that the service has accepted them; what is then written to all of
 * them at once has been read when the first answer comes.
 */
async function onOpenConnections(requests: Pick<InFlight, "count" | "send" | "status">): Promise<InFlight> {
  await Promise.all(Array.from({ length: requests.count }, (_, n) => requests.send(n + 1)));
  return { ...requests, accepted: async (answered) => answered > 0 };
}

const callsAirtable = new Set(["api-gateway", "airtable-gateway", "mcp-server", "llm-orchestrator"]);

/** The slow requests of the context's service; clear Airtable's faults afterwards. */
export async function inFlightOf(context: CheckContext): Promise<InFlight> {
  const { http, service, setting, can } = context;
  if (service.name === "platform-services") {
    const send = (n: number) =>
      http.post(service, "/auth/register", { json: newCredentials(), quiet: n > 0 });
    return onOpenConnections({ count: registrations, send, status: 201 });
  }
  if (callsAirtable.has(service.name) && can("script-airtable")) return throughAirtable(context);
  const { method, path } = service.guarded ?? { method: "GET", path: service.health };
  const headers = { "x-api-key": setting(service.name, "API_KEY") };
  const send = (n: number) => http.request(method, service, path, { headers, quiet: n > 0 });
  return onOpenConnections({ count: registrations, send, status: 200 });
}
