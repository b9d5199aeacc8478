// May a service go out beside what is deployed? Seen on a repository whose deployed version is really another one.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { judgeDeployability } from "./deployability.ts";
import { RefError, openDeployedTree } from "./deployed-tree.ts";
import { readPacts } from "./pact-files.ts";

const root = path.resolve(import.meta.dirname, "..");
const copied = ["services", "fixtures", "contracts", "compose.test.yml", "package.json"];
const services = new Set([
  "api-gateway",
  "mcp-server",
  "airtable-gateway",
  "llm-orchestrator",
  "platform-services",
]);
const tool = "services/mcp-server/src/tools/analyze-table-data.ts";

let tree: string;

function git(...args: readonly string[]): void {
  const who = ["-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"];
  const { status, stderr } = spawnSync("git", [...who, ...args], { cwd: tree });
  if (status !== 0) throw new Error(`git ${args.join(" ")}: ${stderr.toString()}`);
}

function edit(file: string, from: string, to: string): void {
  const place = path.join(tree, file);
  const text = readFileSync(place, "utf8");
  expect(text).toContain(from);
  writeFileSync(place, text.replace(from, to));
}

beforeAll(() => {
  tree = mkdtempSync(path.join(tmpdir(), "deployable-"));
  for (const name of copied) cpSync(path.join(root, name), path.join(tree, name), { recursive: true });
  symlinkSync(path.join(root, "node_modules"), path.join(tree, "node_modules"));
  writeFileSync(path.join(tree, ".gitignore"), "node_modules\n");
  git("init", "-q", "-b", "main");
  git("add", "-A");
  git("commit", "-qm", "What is deployed");
});
afterAll(() => rmSync(tree, { recursive: true }));

async function mayGoOut(service: string) {
  using deployed = openDeployedTree(tree, "main");
  const own = readPacts(path.join(tree, "contracts/pacts")).filter(({ consumer }) => consumer === service);
  const { deployable, verified } = await judgeDeployability({ root: tree, service, deployed, own, services });
  const broken = verified.flatMap(({ consumer, provider, interactions }) =>
    interactions
      .filter(({ outcome }) => outcome !== "passed")
      .map(({ description }) => `${consumer} → ${provider}: ${description}`),
  );
  return { deployable, broken };
}

test("When nothing has changed, then it may go out", async () => {
  expect(await mayGoOut("mcp-server")).toEqual({ deployable: true, broken: [] });
}, 180_000);

test("When the new version drops what a deployed consumer needs, then not, also when this tree's pact is changed too", async () => {
  edit(tool, "record_count: records.length", "records_read: records.length");
  const pact = "contracts/pacts/llm-orchestrator-mcp-server.json";
  edit(pact, "record_count", "records_read");
  try {
    expect(await mayGoOut("mcp-server")).toEqual({
      deployable: false,
      broken: ["llm-orchestrator → mcp-server: the call of analyze_table_data"],
    });
  } finally {
    git("checkout", "-q", "--", ".");
  }
}, 180_000);

test("When the new version needs what the deployed provider does not give, then not", async () => {
  edit("contracts/pacts/llm-orchestrator-mcp-server.json", '"record_count"', '"records_read"');
  try {
    expect(await mayGoOut("llm-orchestrator")).toEqual({
      deployable: false,
      broken: ["llm-orchestrator → mcp-server: the call of analyze_table_data"],
    });
  } finally {
    git("checkout", "-q", "--", ".");
  }
}, 180_000);

test.each(["no-such-branch", "--help", ""])("When the ref is %j, then it is refused by name", (ref) => {
  expect(() => openDeployedTree(tree, ref)).toThrow(RefError);
});
