// Asks airtable-gateway's real app, which asks the Airtable under test.
import { runAirtableGateway } from "../../apps/airtable-gateway.ts";
import { serviceKey } from "../../keys.ts";
import { caller } from "../asked-by-ada.ts";

export const base = "appSimulatedBase1";

export interface Told {
  readonly status: number;
  readonly body: unknown;
}

/** With the service key; a body makes it a write. */
export async function throughGateway(
  airtableUrl: string,
  path: string,
  {
    method = "GET",
    body,
    attemptTimeoutMs,
  }: { method?: string; body?: unknown; attemptTimeoutMs?: number } = {},
): Promise<Told> {
  const options = { airtableUrl, defaultBase: base, ...(attemptTimeoutMs ? { attemptTimeoutMs } : {}) };
  await using gateway = await runAirtableGateway(options);
  const reply = await fetch(gateway.url + path, {
    method,
    headers: { ...caller, "x-api-key": serviceKey, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: reply.status, body: await reply.json() };
}
