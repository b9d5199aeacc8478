// Holds the command itself: what it says after runs, without any, and with a word that is no criterion.
import { execFile } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { appendHistory } from "../reports/history-file.ts";
import { historyRunOf } from "../reports/history.ts";
import { writeMemory } from "../reports/memory.ts";
import { sampleFile } from "../reports/render/sample-file.ts";
import type { ResultFile } from "../reports/result-types.ts";
import { redactedMark } from "../suites/redact.ts";

// Each is a process of its own, which a busy machine takes seconds to start.
vi.setConfig({ testTimeout: 120_000 });

function temporaryFolder(): string {
  const out = mkdtempSync(path.join(tmpdir(), "explain-test-"));
  onTestFinished(() => rmSync(out, { recursive: true }));
  return out;
}

async function explain(
  ...args: readonly string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  const words = [path.join(import.meta.dirname, "explain.ts"), ...args];
  const { promise, resolve } = Promise.withResolvers<{ code: number; stdout: string; stderr: string }>();
  execFile(process.execPath, words, (error, stdout, stderr) =>
    resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
  );
  return await promise;
}

const exchange = (status: number) => ({
  kind: "exchange" as const,
  service: "platform-services",
  summary: `POST http://127.77.0.4:8007/auth/login -> ${status} in 4 ms`,
  detail: {
    request: {
      method: "POST",
      url: "http://127.77.0.4:8007/auth/login",
      published_url: "http://localhost:7007/auth/login",
      headers: {},
      body: { email: "ada@example.com", password: redactedMark },
    },
    response: { status, headers: {}, body: "" },
  },
  at: 0,
});

/** What a run of that time leaves: everything passed but what is named, and the login asked twice. */
function leaveRun(out: string, hour: number, failures: Readonly<Record<string, string>>): void {
  const file = sampleFile(failures);
  const run = { ...file.run, id: `run-${hour}`, started_at: `2026-11-22T${hour}:00:00.000Z` };
  const criteria = file.criteria.map((record) =>
    record.id === "auth.login-email" ? { ...record, evidence: [exchange(401), exchange(429)] } : record,
  );
  const whole: ResultFile = { ...file, run, criteria };
  writeFileSync(path.join(out, "pass-rate.json"), JSON.stringify(whole));
  writeMemory(out, whole);
  const remembered = historyRunOf(whole);
  if (remembered) appendHistory(path.join(out, "history.jsonl"), remembered);
}

test("When runs lie behind, then it says since when it fails, and how to send its requests again", async () => {
  const out = temporaryFolder();
  leaveRun(out, 10, {});
  leaveRun(out, 11, {});
  leaveRun(out, 12, { "auth.login-email": "401, not 200" });
  appendFileSync(path.join(out, "history.jsonl"), "{damaged\n");
  const { code, stdout } = await explain("auth.login-email", "--out", out);

  expect(code).toBe(0);
  expect(stdout).toContain("history.jsonl: 2 passed, 1 failed\n");
  const [now = "", before = ""] = stdout.split("\n").filter((line) => /^ +(failed|passed) /.test(line));
  expect(now.trim()).toBe("failed 2026-11-22 12:00 UTC (embedded, 4931c34de)");
  expect(before.trim()).toBe("passed 2 times since 2026-11-22 10:00 UTC (embedded, 4931c34de)");
  expect(stdout.replaceAll(/\s+/g, " ")).toContain("history.jsonl:4 was skipped: it is no JSON");
  expect(stdout.split("# the requests of ")[1]?.split("\n").slice(1)).toEqual([
    "    #   PASSWORD: one of your own, 8 characters or more",
    "    # platform-services -> 401, 429, sent at least 2 times in a row",
    "    # set first: PASSWORD",
    String.raw`    curl -isS \ `.trimEnd(),
    String.raw`      'http://localhost:7007/auth/login' \ `.trimEnd(),
    String.raw`      -H 'content-type: application/json' \ `.trimEnd(),
    `      --data-raw '{"email":"ada@example.com","password":"'"$PASSWORD"'"}'`,
    "",
  ]);
});

test("When it passed, then the requests of that run are shown as well", async () => {
  const out = temporaryFolder();
  leaveRun(out, 10, {});
  const { stdout } = await explain("auth.login-email", "--out", out);

  expect(stdout).toContain("# platform-services -> 401, 429, sent at least 2 times in a row");
});

test("When a check has several criteria, then each has its line, and the one that broke is shown", async () => {
  const out = temporaryFolder();
  leaveRun(out, 10, { "ports.mapping/platform-services": "no answer" });
  const { stdout } = await explain("ports.mapping", "--out", out);

  expect(stdout).toContain("airtable-gateway: 1 passed; passed 2026-11-22 10:00 UTC");
  expect(stdout).toContain("platform-services: 1 failed; failed 2026-11-22 10:00 UTC");
  expect(stdout).toContain("mcp-server: in none of them");
  expect(stdout).toContain("Seen of   ports.mapping/platform-services");
  expect(stdout).toContain("# no request to send again: ports.mapping/platform-services sent none");
});

test("When no run lies behind, then it says so, and how to have one", async () => {
  const { code, stdout } = await explain("auth.login-email", "--out", temporaryFolder());

  expect(code).toBe(0);
  expect(stdout).toContain("Last      never judged");
  expect(stdout).toMatch(/History {3}no full run is remembered in .*history\.jsonl; npm run verify adds one/);
  expect(stdout).toContain("# no request to send again: no run left evidence of auth.login-email");
});

test("When runs lie behind that do not know it, then it says so", async () => {
  const out = temporaryFolder();
  leaveRun(out, 10, {});
  const { stdout } = await explain("auth.token-expired", "--out", out);

  expect(stdout).toMatch(/History {3}not in the 1 full run in .*history\.jsonl/);
});

test.for([
  [["auth.login-emial"], 'unknown criterion "auth.login-emial"; did you mean "auth.login-email"?'],
  [[], "explain needs one criterion, such as ports.mapping; see --help"],
  [["ports.unique", "--histroy", "x"], 'unknown option "--histroy"; did you mean "--history"?'],
] as const)("When the words are %j, then it is exit code 2 and one sentence", async ([args, sentence]) => {
  expect(await explain(...args)).toEqual({ code: 2, stdout: "", stderr: `${sentence}\n` });
});
