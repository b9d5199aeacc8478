// Asks api-gateway, which asks the peer under test; the answer must be what its OpenAPI document promises callers.
// That promise is what the gateway relies on: it hands its peers' answers on as they are.
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect } from "vitest";
import { openApiDocument } from "../../../services/api-gateway/src/openapi/document.ts";
import type { PeerName } from "../../../services/api-gateway/src/peers.ts";
import { runApiGateway } from "../../apps/api-gateway.ts";
import { serviceKey } from "../../keys.ts";
import { caller, context } from "../asked-by-ada.ts";

export interface Asked {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** How long the gateway waits for the peer. */
  readonly timeoutMs?: number;
}

export interface Told {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

interface Described {
  readonly paths: Readonly<Record<string, Record<string, { responses: Record<string, Response> }>>>;
}
interface Response {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, unknown>>;
}

const document = openApiDocument("0.0.0");
const ajv = new Ajv2020({ strict: false, validateFormats: false }).addSchema(document, "openapi");
const pointer = (parts: readonly string[]) =>
  parts.map((part) => `/${part.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

/** Where the document says what an answer's body is; undefined where it promises none. */
function promiseOf(method: string, path: string, status: number): string | undefined {
  const { paths } = document as unknown as Described;
  const template = Object.keys(paths).find((each) =>
    new RegExp(`^${each.replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(path),
  );
  if (template === undefined) throw new Error(`the gateway describes no ${path}`);
  const { responses } = paths[template]?.[method.toLowerCase()] ?? { responses: {} };
  const key = status in responses ? String(status) : "default";
  const response = responses[key];
  if (response?.$ref) return `${response.$ref}/content/application~1problem+json/schema`;
  const [type] = Object.keys(response?.content ?? {});
  if (type === undefined) return undefined;
  return `#${pointer(["paths", template, method.toLowerCase(), "responses", key, "content", type, "schema"])}`;
}

function expectPromise({ method = "GET", path }: Asked, { status, body }: Told): void {
  const promise = promiseOf(method, path.split("?", 1)[0] ?? "", status);
  if (promise === undefined) return;
  const holds = ajv.compile({ $ref: `openapi${promise}` });
  expect(holds(body), `${method} ${path} → ${status}: ${ajv.errorsText(holds.errors)}`).toBe(true);
}

type Urls = Partial<Record<PeerName, string>>;

async function send(urls: Urls, asked: Asked): Promise<Told> {
  const { method = "GET", path, headers, body, timeoutMs } = asked;
  await using gateway = await runApiGateway(urls, timeoutMs);
  const reply = await fetch(gateway.url + path, {
    method,
    headers: {
      ...caller,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await reply.text();
  return { status: reply.status, headers: reply.headers, body: text === "" ? undefined : JSON.parse(text) };
}

/** Headers of a service that calls the gateway on behalf of Ada. */
export const onBehalfOfAda = {
  "x-api-key": serviceKey,
  "x-user-id": "ada",
  "x-forwarded-for": context.clientAddress,
};

/** As whoever `asked.headers` says; peers without a URL are away. */
export async function throughGateway(urls: Urls, asked: Asked): Promise<Told> {
  const told = await send(urls, asked);
  expectPromise(asked, told);
  return told;
}
