// A provider that is broken by one small change fails exactly the pacts that rely on what was changed.
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readPacts } from "./pact-files.ts";
import type { Provider } from "./states.ts";
import { runVerification } from "./verification/run-verification.ts";

const root = path.resolve(import.meta.dirname, "..");
const copied = ["services", "fixtures", "contracts", "compose.test.yml", "package.json"];
const pacts = readPacts(path.join(root, "contracts/pacts"));

let tree: string;

beforeAll(() => {
  tree = mkdtempSync(path.join(tmpdir(), "broken-"));
  for (const name of copied) cpSync(path.join(root, name), path.join(tree, name), { recursive: true });
  symlinkSync(path.join(root, "node_modules"), path.join(tree, "node_modules"));
});
afterAll(() => rmSync(tree, { recursive: true }));

interface Fault {
  readonly what: string;
  readonly provider: Provider;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** `consumer: what it asks`, sorted. */
  readonly breaks: readonly string[];
  /** What a person reads of one of them. */
  readonly says: string;
}

const faults: readonly Fault[] = [
  {
    what: "a field is renamed",
    provider: "platform-services",
    file: "services/platform-services/src/routes/session.ts",
    from: "{ valid: true, ...identityOf(request) }",
    to: "{ valid: true, person: identityOf(request).user, session: identityOf(request).session }",
    breaks: [
      "airtable-gateway: who a good token speaks for",
      "api-gateway: a person's own token",
      "api-gateway: who a good token speaks for",
    ],
    says: "body $: expected the field user, and there is person, session, valid",
  },
  {
    what: "a header is dropped",
    provider: "platform-services",
    file: "services/kit/rate-limit.ts",
    from: 'headers: { "Retry-After": String(seconds) },',
    to: "headers: {},",
    breaks: [
      "api-gateway: a login after too many wrong guesses",
      "api-gateway: who a token speaks for, by a client without requests left",
    ],
    says: "header Retry-After: expected 1, was not there",
  },
  {
    what: "a type is changed",
    provider: "airtable-gateway",
    file: "services/airtable-gateway/src/schema.ts",
    from: "({ base_id: base, tables:",
    to: "({ base_id: [base], tables:",
    breaks: [
      "api-gateway: the tables of the default base",
      "mcp-server: the tables of a base",
      "mcp-server: the tables of the default base",
    ],
    says: "body $.base_id: ",
  },
  {
    what: "a status is changed that only one of its consumers tells apart",
    provider: "airtable-gateway",
    file: "services/airtable-gateway/src/routes/records.ts",
    from: "isUpsert ? 200 : 201",
    to: "200",
    breaks: ["api-gateway: the creation of one record", "api-gateway: the creation of records"],
    says: "status: expected 201, was 200",
  },
  {
    what: "a field of a tool's result is renamed",
    provider: "mcp-server",
    file: "services/mcp-server/src/tools/analyze-table-data.ts",
    from: "record_count: records.length",
    to: "records_read: records.length",
    breaks: ["llm-orchestrator: the call of analyze_table_data"],
    says: "expected the field record_count",
  },
  {
    what: "liveness moves to another path",
    provider: "mcp-server",
    file: "services/kit/health.ts",
    from: 'resource(router, "/health", {',
    to: 'resource(router, "/healthz", {',
    breaks: ["api-gateway: whether it is alive", "llm-orchestrator: whether it is alive"],
    says: "status: expected 200, was 404",
  },
  {
    what: "a field of an answer is renamed",
    provider: "llm-orchestrator",
    file: "services/llm-orchestrator/src/routes/chat.ts",
    from: "session_id: session.id, usage",
    to: "session: session.id, usage",
    breaks: [
      "api-gateway: a conversation of one's own",
      "api-gateway: an answer in plain words",
      "api-gateway: the end of a conversation",
      "api-gateway: what was said in a conversation of one's own",
    ],
    says: "expected the field session_id",
  },
  {
    what: "the simulated Airtable names an error otherwise",
    provider: "airtable",
    file: "fixtures/airtable/errors.ts",
    from: '"INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND"',
    to: '"MODEL_NOT_FOUND"',
    breaks: ["airtable-gateway: records of a table that is not there"],
    says: "body $.error.type: Expected 'MODEL_NOT_FOUND' (String) to be equal to 'INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND' (String)",
  },
  {
    what: "a model counts its tokens under another name",
    provider: "language-model",
    file: "services/llm-orchestrator/src/test-model.ts",
    from: "prompt_tokens: 10",
    to: "input_tokens: 10",
    breaks: [
      "llm-orchestrator: an answer",
      "llm-orchestrator: an answer after a tool was called",
      "llm-orchestrator: an answer that takes a tool",
    ],
    says: "body $.usage: expected the field prompt_tokens",
  },
];

/** Puts the fault into the copy, and takes it out at the end of the scope. */
function inject({ file, from, to }: Fault): Disposable & { readonly place: string } {
  const place = path.join(tree, file);
  const text = readFileSync(place, "utf8");
  expect(text.split(from), `${file} has this text once`).toHaveLength(2);
  writeFileSync(place, text.replace(from, to));
  return { place, [Symbol.dispose]: () => writeFileSync(place, text) };
}

test.each(faults)(
  "When $provider is broken: $what, then exactly the pacts that rely on it fail",
  async (fault) => {
    using injected = inject(fault);
    expect(readFileSync(injected.place, "utf8")).toContain(fault.to);
    const files = pacts.filter(({ provider }) => provider === fault.provider).map(({ file }) => file);
    const verified = await runVerification(tree, files);
    const failed = verified.flatMap(({ consumer, interactions }) =>
      interactions
        .filter(({ outcome }) => outcome !== "passed")
        .map(({ description, failure }) => ({
          broken: `${consumer}: ${description}`,
          failure: failure ?? "",
        })),
    );
    expect(failed.map(({ broken }) => broken).toSorted()).toEqual(fault.breaks);
    expect(failed.map(({ failure }) => failure).join("\n")).toContain(fault.says);
  },
  180_000,
);
