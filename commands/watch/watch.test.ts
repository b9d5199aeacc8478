// Watches a copy of the tree as a person would: breaks a service, sees red, mends it, and sees green again.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { until } from "../../fixtures/until.ts";
import { copyTree } from "../../suites/delivery/tree-copy.ts";
import type { RunEvent } from "../run-events.ts";

const repository = path.resolve(import.meta.dirname, "../..");
const source = "services/mcp-server/src/config.ts";
const budgetMs = 120_000;

type Verdict = Extract<RunEvent, { type: "watch-verdict" }>;

interface Watching {
  readonly root: string;
  readonly child: ChildProcess;
  /** What was told so far. */
  readonly told: () => readonly RunEvent[];
  /** What the next save comes to: everything told from it on, until it is settled. */
  readonly save: (content: string, isSettled?: (verdict: Verdict) => boolean) => Promise<readonly RunEvent[]>;
}

function readEvents(file: string): readonly RunEvent[] {
  if (!existsSync(file)) return [];
  const whole = readFileSync(file, "utf8").split("\n").slice(0, -1);
  return whole.map((line) => JSON.parse(line) as RunEvent);
}

const isVerdict = (event: RunEvent): event is Verdict => event.type === "watch-verdict";
const isWhole = ({ open }: Verdict) => open === 0;
const verdictOf = (events: readonly RunEvent[]) => events.findLast(isVerdict);

/** Resolves with the first verdict. */
async function watchCopy(...words: readonly string[]): Promise<Watching> {
  const folder = mkdtempSync(path.join(tmpdir(), "watch-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const root = path.join(folder, "tree");
  await copyTree(repository, root);
  symlinkSync(path.join(repository, "node_modules"), path.join(root, "node_modules"));
  const events = path.join(folder, "events.jsonl");
  const ours = ["--watch", "--ephemeral-ports", "--out", path.join(folder, "out"), "--events", events];
  const child = spawn(process.execPath, [path.join(root, "commands/verify.ts"), ...ours, ...words], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = once(child, "exit");
  const said = text(child.stderr);
  onTestFinished(async () => {
    child.kill("SIGINT");
    await ended;
  });
  const settled = async (from: number, isSettled: (verdict: Verdict) => boolean) => {
    if (child.exitCode !== null) throw new Error(`watch ended with ${child.exitCode}: ${await said}`);
    const since = readEvents(events).slice(from);
    const verdict = verdictOf(since);
    return verdict && isSettled(verdict) ? since : undefined;
  };
  await until(() => settled(0, isWhole), { what: "the first verdict", budgetMs });
  const told = () => readEvents(events);
  const save: Watching["save"] = async (content, isSettled = isWhole) => {
    const from = told().length;
    writeFileSync(path.join(root, source), content);
    return await until(() => settled(from, isSettled), { what: "the verdict on a saved file", budgetMs });
  };
  return { root, child, told, save };
}

const judgedIn = (events: readonly RunEvent[]) =>
  new Set(events.flatMap((event) => (event.type === "criterion" ? [event.id] : [])));

test(
  "When a service is broken and mended while it is watched, then what it affects turns red, and green again",
  { timeout: 6 * budgetMs },
  async () => {
    const checks = "health.endpoint,headers.required,workflow.mcp";
    const { root, child, told, save } = await watchCopy("--check", checks);
    expect(verdictOf(told())).toMatchObject({ green: true, judged: 11, not_passed: [] });
    const whole = readFileSync(path.join(root, source), "utf8");

    const broken = await save(whole.replace('serviceName = "mcp-server"', 'serviceName = "mcp"'));
    expect(broken.find(({ type }) => type === "change")).toMatchObject({
      files: [source],
      restarts: ["mcp-server"],
    });
    const red = verdictOf(broken);
    expect(red?.green).toBe(false);
    // What needs it may be blocked, or judged before that is known.
    expect(red?.not_passed).toContain("health.endpoint/mcp-server");
    expect(red?.not_passed.filter((id) => !/\/mcp-server$|^workflow.mcp$/.test(id))).toEqual([]);
    expect(judgedIn(broken)).toContain("health.endpoint/mcp-server");
    expect(judgedIn(broken)).not.toContain("health.endpoint/platform-services");

    expect(verdictOf(await save(whole))).toMatchObject({ green: true, not_passed: [] });

    // What needs a service that does not come up stays open.
    const down = await save(`${whole}\nconst = 1;\n`, ({ green }) => !green);
    const line = whole.split("\n").length + 1;
    expect(JSON.stringify(down)).toContain(`${source}:${line}`);

    expect(verdictOf(await save(whole))).toMatchObject({ green: true, not_passed: [] });

    // What the next save cuts short is neither red nor broken.
    const from = told().length;
    writeFileSync(path.join(root, source), `${whole}\n`);
    const isUnderWay = async () =>
      told()
        .slice(from)
        .find((event) => event.type === "criterion-started" && event.id === "workflow.mcp");
    await until(isUnderWay, { what: "workflow.mcp to be judged", budgetMs });
    const cut = await save(whole);
    expect(verdictOf(cut)).toMatchObject({ green: true, not_passed: [] });
    const outcomes = told()
      .slice(from)
      .flatMap((event) => (event.type === "criterion" ? [event.outcome] : []));
    expect(new Set(outcomes)).toEqual(new Set(["passed"]));
    child.kill("SIGINT");
    expect(await once(child, "exit")).toEqual([0, null]);
  },
);
