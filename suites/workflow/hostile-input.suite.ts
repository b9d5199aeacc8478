// Judges that no request whatever makes a service answer 5xx or die: fast-check makes them, over every route.
import { randomUUID } from "node:crypto";
import * as fc from "fast-check";
import { Failure, Unreachable } from "../failure.ts";
import type { CheckContext } from "../check-context.ts";
import { needSimulatedAirtable } from "../simulated-airtable.ts";
import { verify } from "../verify.ts";
import { type Route, routesOf } from "../routes.ts";
import { workflow } from "./workflow.checks.ts";

/** The same requests in every run, so that two runs of one commit agree; another seed finds other requests. */
const seed = Number(process.env["HOSTILE_INPUT_SEED"] ?? 20_261_122);
const requestsPerService = 150;

interface HostileRequest {
  readonly route: Route;
  readonly segments: readonly string[];
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

const nested = (depth: number) => `${'{"a":['.repeat(depth)}1${"]}".repeat(depth)}`;
/** Every code point but halves of pairs, as fast-check's own "binary", which takes seconds to list all of them first. */
const codePoint = fc
  .nat({ max: 0x10_ffff - 0x800 })
  .map((index) => String.fromCodePoint(index < 0xd8_00 ? index : index + 0x800));
const odd = fc.oneof(
  fc.string({ unit: codePoint, maxLength: 60 }),
  // The letters of ASCII, and the words that JavaScript's objects trip over.
  fc.string({ maxLength: 60 }),
  fc.constantFrom(
    "",
    "\u0000",
    "../../etc/passwd",
    "%00",
    "%",
    "%E0%A4%A",
    "'; DROP TABLE platform_users; --",
    "{{7*7}}",
    "𝒜𝒹𝒶\u202E",
    "null",
    "-1",
    "1e999",
    "__proto__",
  ),
);
const value = fc.oneof(
  odd,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.string(), { maxLength: 3 }),
  fc.dictionary(fc.string({ maxLength: 8 }), fc.string(), { maxKeys: 3 }),
);
const known = [
  "email",
  "username",
  "password",
  "refresh_token",
  "first_name",
  "message",
  "session_id",
  "base_id",
  "name",
  "arguments",
  "fields",
  "records",
  "typecast",
  "upsert",
  "__proto__",
];
const object = fc.dictionary(fc.oneof(fc.constantFrom(...known), fc.string({ maxLength: 12 })), value, {
  maxKeys: 6,
  noNullPrototype: true,
});
const body = fc.oneof(
  { weight: 6, arbitrary: object.map((fields) => JSON.stringify(fields)) },
  { weight: 2, arbitrary: fc.json() },
  { weight: 2, arbitrary: odd },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      nested(2000),
      '{"email":',
      `{"email":"${"a".repeat(300_000)}"}`,
      "[]",
      '"text"',
      "0",
      "\uFEFF{}",
    ),
  },
);
const contentType = fc.constantFrom(
  "application/json",
  "application/json; charset=utf-16",
  "text/plain",
  "application/x-www-form-urlencoded",
  "multipart/form-data",
  "application/json; charset=nonsense",
  "",
);
const extra = fc.constantFrom<Record<string, string>>(
  {},
  { "content-encoding": "gzip" },
  { "x-request-id": "a".repeat(5000) },
  { authorization: "Bearer ey.ey.ey" },
  { authorization: `Bearer ${"A".repeat(6000)}` },
  Object.fromEntries(Array.from({ length: 80 }, (_, index) => [`x-flood-${index}`, "v".repeat(50)])),
  {
    "if-modified-since": "never",
    range: "bytes=9-1",
    "accept-encoding": "*;q=nonsense",
  },
);

function requestsTo(routes: readonly Route[], key: string): fc.Arbitrary<HostileRequest> {
  const headers = fc
    .record({ type: contentType, more: extra, keyed: fc.boolean() })
    .map(({ type, more, keyed }) => ({
      ...(type === "" ? {} : { "content-type": type }),
      ...more,
      // Half of them get past the door, where the handlers are.
      ...(keyed ? { "x-api-key": key } : {}),
    }));
  return fc.record({
    route: fc.constantFrom(...routes),
    segments: fc.array(odd, { minLength: 2, maxLength: 2 }),
    query: fc.dictionary(
      fc.oneof(
        fc.constantFrom("page_size", "offset", "filter_by_formula", "sort", "fields", "base_id", "view"),
        fc.string({ maxLength: 5 }),
      ),
      odd,
      { maxKeys: 3, noNullPrototype: true },
    ),
    headers,
    body: fc.option(body, { nil: undefined }),
  });
}

/** A segment that is broken percent-encoding goes out as it is; everything else is encoded. */
const encoded = (text: string) => (/^%[\w%]*$/.test(text) ? text : encodeURIComponent(text.toWellFormed()));

function pathOf({ route, segments, query }: HostileRequest): string {
  let next = 0;
  const path = route.path.replaceAll(/:\w+/g, () => encoded(segments[next++] ?? "") || "x");
  const pairs = Object.entries(query).map(([name, text]) => `${encoded(name)}=${encoded(text)}`);
  return pairs.length > 0 ? `${path}?${pairs.join("&")}` : path;
}

/** Sends one request; a 5xx, or no answer at all, is the fault that fast-check then makes smaller. */
async function send(
  { http, service, clients }: CheckContext,
  request: HostileRequest,
  number: number,
): Promise<void> {
  const id = randomUUID();
  const { method } = request.route;
  const options = {
    headers: { "x-request-id": id, ...request.headers },
    ...(method === "GET" || request.body === undefined ? {} : { body: request.body }),
    ...(clients.length > 0 ? { from: clients[number % clients.length] ?? "" } : {}),
    timeoutMs: 10_000,
    quiet: number > 20,
  };
  const reply = await http.request(method, service, pathOf(request), options);
  if (reply.status < 500) return;
  throw new Failure(
    `${method} ${request.route.path} at ${service.name} answers ${reply.status} to a malformed request (request id ${reply.headers["x-request-id"] ?? id}, seed ${seed}): ${reply.text.slice(0, 200)}`,
  );
}

verify(workflow.hostileInput, async (context) => {
  const { service, setting, stack, evidence } = context;
  if (service.name !== "platform-services") needSimulatedAirtable(stack);
  const before = await stack.state(service.name);
  let number = 0;
  const property = fc.asyncProperty(
    requestsTo(routesOf(service.name), setting(service.name, "API_KEY")),
    (request) => send(context, request, number++),
  );
  const result = await fc.check(property, { seed, numRuns: requestsPerService, endOnFailure: true });
  evidence.record({
    kind: "note",
    service: service.name,
    summary: `${number} hostile requests, seed ${seed}`,
  });
  if (result.failed) {
    const cause = result.errorInstance;
    if (cause instanceof Failure || cause instanceof Unreachable) throw cause;
    throw new Error(`the hostile requests broke the check itself: ${String(cause)}`, { cause });
  }
  const after = await stack.state(service.name);
  if (after.pid !== before.pid)
    throw new Failure(`${service.name} died of a malformed request and was restarted (seed ${seed})`);
});
