// Asks the gateway of a deployment as a client would; one that does not answer is the deployment's fault.
import { readFileSync } from "node:fs";
import path from "node:path";
import { Failure } from "../failure.ts";
import type { Deployment } from "./deployment.ts";
import { lineOf } from "./explain-end.ts";

const gateway = "api-gateway";

export interface GatewayAnswer {
  readonly status: number;
  /** Empty for an answer that is no JSON. */
  readonly body: Readonly<Record<string, unknown>>;
}

export interface GatewayRequest {
  /** Of the gateway: `http://127.0.0.1:8000`. */
  readonly base: string;
  /** The compose file that was deployed. */
  readonly file: string;
  /** `POST /api/auth/login` */
  readonly route: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
}

/** The line below the service's `ports:`; its own where it has none. */
export function portLineOf(tree: string, file: string, service: string): number {
  const first = lineOf(tree, file, service);
  const lines = readFileSync(path.join(tree, file), "utf8").split("\n").slice(first);
  const end = lines.findIndex((line) => /^ {0,2}\S/.test(line));
  const ports = lines.slice(0, end < 0 ? undefined : end).findIndex((line) => /^ {4}ports:/.test(line));
  return ports < 0 ? first : first + ports + 2;
}

function readBody(text: string): GatewayAnswer["body"] {
  try {
    return JSON.parse(text) as GatewayAnswer["body"];
  } catch {
    return {};
  }
}

/** Records the exchange. @throws {Failure} with the line that publishes the port, when nothing answers there. */
export async function askGateway(deployment: Deployment, request: GatewayRequest): Promise<GatewayAnswer> {
  const { evidence, tree } = deployment;
  const { base, file, route, json, headers = {} } = request;
  const [method = "GET", where = "/"] = route.split(" ");
  const url = `${base}${where}`;
  const typed = json === undefined ? headers : { ...headers, "content-type": "application/json" };
  const init = { method, headers: typed, ...(json === undefined ? {} : { body: JSON.stringify(json) }) };
  try {
    const reply = await fetch(url, { ...init, signal: AbortSignal.timeout(30_000) });
    const body = readBody(await reply.text());
    evidence.record({ kind: "exchange", service: gateway, summary: `${method} ${url} -> ${reply.status}` });
    return { status: reply.status, body };
  } catch (error) {
    const { message, cause } = error as Error;
    const why = cause instanceof Error ? cause.message : message;
    const line = portLineOf(tree, file, gateway);
    const summary = `${method} ${url} is not answered (${why}), although every container is healthy: see what ${file}:${line} publishes`;
    throw new Failure(summary, { file, line });
  }
}
