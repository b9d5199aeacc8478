// The plan's own flow, step by step with pactum: register, log in by username, ask for the tables.
import { randomUUID } from "node:crypto";
import pactum from "pactum";
import type { EvidenceLog } from "../evidence.ts";
import { Failure } from "../failure.ts";
import type { Http } from "../http.ts";
import { newCredentials } from "../person.ts";

export interface FlowOptions {
  /** `services`: against the services' own ports, as the plan's test does; `gateway`: through the one entry. */
  readonly through: "services" | "gateway";
  /** Ask the published ports, as a person's shell would. */
  readonly via?: "network" | "published";
}

interface Step {
  readonly service: string;
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly json?: object;
  readonly bearer?: string;
  readonly status: number;
  readonly shape: object;
}

export interface FlowTools {
  readonly http: Http;
  readonly evidence: EvidenceLog;
}

// The verdict tells what went wrong: pactum's own lines would stand between its lines.
pactum.settings.setLogLevel("SILENT");

const stepTimeoutMs = 10_000;
const text = { type: "string", minLength: 1 };
const tokensShape = { type: "object", required: ["access_token"], properties: { access_token: text } };
const tablesShape = {
  type: "object",
  required: ["tables"],
  properties: { tables: { type: "array", minItems: 1, items: { type: "object", required: ["id", "name"] } } },
};

/** The flow as steps; `token` is what the login answered. */
function steps(through: FlowOptions["through"]): ((token: string) => Step)[] {
  const gateway = through === "gateway";
  const people = gateway
    ? { service: "api-gateway", prefix: "/api" }
    : { service: "platform-services", prefix: "" };
  const airtable = gateway ? "api-gateway" : "airtable-gateway";
  const { email, password } = newCredentials();
  return [
    () => ({
      service: people.service,
      method: "POST",
      path: `${people.prefix}/auth/register`,
      json: { email, password },
      status: 201,
      shape: tokensShape,
    }),
    () => ({
      service: people.service,
      method: "POST",
      path: `${people.prefix}/auth/login`,
      json: { username: email, password },
      status: 200,
      shape: tokensShape,
    }),
    (token) => ({
      service: airtable,
      method: "GET",
      path: "/api/airtable/tables",
      bearer: token,
      status: 200,
      shape: tablesShape,
    }),
  ];
}

async function take(
  { http, evidence }: FlowTools,
  step: Step,
  via: "network" | "published",
): Promise<string | undefined> {
  const url = http.url(step.service, step.path, via);
  const spec = pactum.spec().withRequestTimeout(stepTimeoutMs);
  const request = step.method === "POST" ? spec.post(url) : spec.get(url);
  const headers = { "x-request-id": `flow-${randomUUID()}` };
  request.withHeaders(headers);
  if (step.json) request.withJson(step.json);
  if (step.bearer) request.withHeaders("authorization", `Bearer ${step.bearer}`);
  const record = (seen: string, detail?: object) =>
    evidence.record({
      kind: "exchange",
      service: step.service,
      summary: `${step.method} ${url} -> ${seen}`,
      detail,
    });
  try {
    const reply = await request.expectStatus(step.status).expectJsonSchema(step.shape).toss();
    record(String(reply.statusCode), {
      request: { headers, json: step.json },
      response: { body: reply.json as unknown },
    });
    return (reply.json as { access_token?: string }).access_token;
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
    record(reason, { request: { headers } });
    throw new Failure(`${step.method} ${step.path} at ${step.service}: ${reason}`);
  }
}

/** Takes the three steps; the first that does not answer as the plan says fails the check by name. */
export async function runFlow(tools: FlowTools, { through, via = "network" }: FlowOptions): Promise<void> {
  pactum.request.setDefaultFollowRedirects(false);
  let token = "";
  for (const step of steps(through)) token = (await take(tools, step(token), via)) ?? token;
}
