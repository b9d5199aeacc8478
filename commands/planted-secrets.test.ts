// Plants secrets wherever a system may let one slip, and looks for them in every file of every report.
import { createServer } from "node:http";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { StartedStack } from "../fixtures/stack.ts";
import { readGate } from "../reports/gate.ts";
import { buildResultFile } from "../reports/result-file.ts";
import { sampleCriterion, sampleRun } from "../reports/sample.ts";
import { createEvidenceLog } from "../suites/evidence.ts";
import { createHttp } from "../suites/http.ts";
import type { CriterionResult } from "../suites/outcome.ts";
import { createRedact } from "../suites/redact.ts";
import { reportResults } from "./report-results.ts";

const known = "test-only-planted-key-4711";
// In parts: whole, it would be found among the credentials of this repository.
const token = ["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiJwbGFudGVkIn0", "cGxhbnRlZC1zaWduYXR1cmU"].join(".");
const password = "test-only-planted-password";
const session = "test-only-planted-session-0815";
const planted = [known, "eyJzdWIiOiJwbGFudGVkIn0", "cGxhbnRlZC1zaWduYXR1cmU", password, session];

/** A service that answers with all that it should keep to itself. */
async function startLeaky(): Promise<AddressInfo> {
  const server = createServer((_, response) => {
    response.writeHead(200, {
      "x-request-id": "request-1",
      "set-cookie": `session=${session}`,
      "x-debug": `key ${known}`,
      "content-type": "application/json",
    });
    response.end(JSON.stringify({ access_token: token, password, echo: `Bearer ${token}`, note: known }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return server.address() as AddressInfo;
}

const leakyLog = (at: number) =>
  [
    { request_id: "request-1", msg: `login with ${known}`, authorization: `Bearer ${token}` },
    { request_id: "request-1", msg: "body", body: JSON.stringify({ password, token }) },
    { msg: "crashed", err: `password ${known} refused for Bearer ${token}` },
  ].map((fields) => `${new Date(at).toISOString()} ${JSON.stringify(fields)}`);

async function judged(outcome: "passed" | "failed", id: string): Promise<CriterionResult> {
  const { address: host, port } = await startLeaky();
  const service = { name: "a", ports: [] };
  const stack = {
    topology: { services: [service] },
    address: () => ({ host, port }),
  } as unknown as StartedStack;
  const evidence = createEvidenceLog(createRedact([known]));
  const startedAt = Date.now();
  await createHttp(stack, evidence, undefined).post("a", `/login?key=${known}`, {
    headers: { authorization: `Bearer ${token}`, "x-api-key": known, cookie: `session=${session}` },
    json: { username: "ada", password, refresh_token: token },
  });
  const summary = `a answered with ${known} and ${token}`;
  const diagnosis = { summary, file: "compose.test.yml", line: 4, cure: `do not send ${known}` };
  const passed = { reason: undefined, diagnosis: undefined };
  const failed = { reason: `Bearer ${token} is not ${known}`, diagnosis };
  const base = { id, outcome, blockedBy: undefined, startedAt, durationMs: 1000, evidence: evidence.items };
  return { ...base, ...(outcome === "passed" ? passed : failed) };
}

function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

/** What a file says, and what it says in base64: the single page of Allure holds its data so. */
function wordsOf(file: string): string {
  const text = readFileSync(file, "utf8");
  const encoded = [...text.matchAll(/[A-Za-z0-9+/]{40,}={0,2}/g)].map(([word]) => word);
  return [text, ...encoded.map((word) => Buffer.from(word, "base64").toString("utf8"))].join("\n");
}

test(
  "When secrets slip into headers, bodies, logs and diagnoses, then no report holds one",
  { timeout: 180_000 },
  async () => {
    const out = mkdtempSync(path.join(tmpdir(), "planted-"));
    onTestFinished(() => rmSync(out, { recursive: true, force: true }));
    const results = [await judged("passed", "auth.register"), await judged("failed", "auth.login-email")];
    const criteria = results.map(({ id }) => sampleCriterion(id));
    const file = buildResultFile({
      criteria,
      results: new Map(results.map((result) => [result.id, result])),
      run: sampleRun,
      harnessErrors: [`refused ${known}`],
    });
    const parts = [{ service: "a", state: { command: known }, log: leakyLog(Date.now()) }];
    const root = path.resolve(import.meta.dirname, "..");
    await reportResults(file, {
      root,
      out,
      gate: readGate("none"),
      secrets: [known],
      parts,
      history: path.join(out, "history.jsonl"),
      allure: true,
    });

    const files = filesOf(out);
    const names = files.map((name) => path.relative(out, name));
    expect(names).toEqual(
      expect.arrayContaining([
        "pass-rate.json",
        "summary.md",
        "junit.xml",
        "ctrf.json",
        "system/a.log",
        "allure/allure.html",
      ]),
    );
    const page = wordsOf(path.join(out, "allure", "allure.html"));
    // The page's data was really read: what is no secret is found in it.
    expect(page).toContain("POST /login?key=«redacted» at a");
    expect(page).toContain("login with «redacted»");
    const leaks = files.flatMap((name) =>
      planted.filter((secret) => wordsOf(name).includes(secret)).map((secret) => [name, secret]),
    );
    expect(leaks).toEqual([]);
  },
);
