// `npm run plan-checks`: runs the sprint plan's verification commands one by one and prints each with its answer.
import { execFile } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseEnv, promisify, styleText } from "node:util";
import { ensureRedisServer } from "../fixtures/runtimes/embedded/redis-binary.ts";
import { type StartedStack, startStack } from "../fixtures/stack.ts";
import { readTopology } from "../fixtures/topology.ts";
import { StackError } from "../fixtures/stack-error.ts";
import { explainFailure } from "./explain-failure.ts";
import { localEnvironment } from "./local-environment.ts";
import { type PlanLine, planLines } from "./plan-lines.ts";
import { readArguments, UsageError } from "./usage-error.ts";

const root = path.resolve(import.meta.dirname, "..");
const help = `Usage: npm run plan-checks

Runs the sprint plan's verification commands against the system on localhost (npm run up), or starts one for them.
Exit codes: 0 every line that could be run answered as the plan says, 1 one did not.
`;
const simulatedToken = "test-only-airtable-token";
const shownCharacters = 160;

/** Asynchronous: the published ports of a system of our own are forwarded by this very process. */
const execute = promisify(execFile);

type Answer = "met" | "not met" | "not verified";

async function alreadyUp(): Promise<boolean> {
  const reply = await fetch("http://localhost:7007/health", { signal: AbortSignal.timeout(2000) }).catch(
    () => undefined,
  );
  return reply?.ok ?? false;
}

async function startOwn(): Promise<StartedStack> {
  await ensureRedisServer(console.log);
  console.log("Nothing answers on localhost:7007, so a system is started for the checks.\n");
  // The plan's own lines are checked with the simulated Airtable, whatever token .env holds.
  const {
    AIRTABLE_TOKEN: _token,
    AIRTABLE_API_URL: _url,
    AIRTABLE_BASE: _base,
    ...env
  } = localEnvironment(root, process.env);
  return startStack({ topology: readTopology({ file: path.join(root, "compose.test.yml"), env }) });
}

/** A folder whose `.env` has exactly one line with the token, as the plan's grep expects. */
function folderWithEnvironment(own: boolean): string {
  const folder = mkdtempSync(path.join(tmpdir(), "pyairtable-plan-"));
  const file = path.join(root, ".env");
  const token = !own && existsSync(file) ? parseEnv(readFileSync(file, "utf8"))["AIRTABLE_TOKEN"] : undefined;
  if (token) copyFileSync(file, path.join(folder, ".env"));
  else writeFileSync(path.join(folder, ".env"), `AIRTABLE_TOKEN=${simulatedToken}\n`, { mode: 0o600 });
  return folder;
}

const censored = (text: string) => text.replaceAll(/ey[\w-]+\.[\w-]+\.[\w-]+/g, "«token»");

async function outputOf(command: string, cwd: string): Promise<{ stdout: string; stderr: string }> {
  try {
    return await execute("bash", ["-c", command], { cwd, timeout: 60_000 });
  } catch (error) {
    // A command that exits non-zero has an answer too: what it printed.
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    return { stdout, stderr };
  }
}

async function answerOf(line: PlanLine, cwd: string): Promise<{ answer: Answer; text: string }> {
  if (line.engine) {
    return {
      answer: "not verified",
      text: "needs a container engine and its images; this system runs without one",
    };
  }
  const { stdout, stderr } = await outputOf(line.command, cwd);
  const text = stdout.trim() || stderr.trim() || "(no output)";
  return { answer: line.expect.test(stdout.trim()) ? "met" : "not met", text: censored(text) };
}

const colours = { met: "green", "not met": "red", "not verified": "yellow" } as const;

async function runLines(own: boolean): Promise<number> {
  const cwd = folderWithEnvironment(own);
  const counts: Record<Answer, number> = { met: 0, "not met": 0, "not verified": 0 };
  try {
    for (const line of planLines) {
      const { answer, text } = await answerOf(line, cwd);
      counts[answer] += 1;
      console.log(`§${line.section}  $ ${line.command}`);
      const shown = text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text;
      console.log(`    ${shown.replaceAll("\n", "\n    ")}\n    ${styleText(colours[answer], answer)}\n`);
    }
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
  console.log(`${counts.met} met, ${counts["not met"]} not met, ${counts["not verified"]} not verified`);
  return counts["not met"] === 0 ? 0 : 1;
}

async function main(): Promise<number> {
  if (readArguments(process.argv.slice(2), { help: { type: "boolean", default: false } }).help) {
    console.log(help);
    return 0;
  }
  await execute("curl", ["--version"]).catch(() => {
    throw new UsageError("the plan's lines are curl commands, and there is no curl here; install it");
  });
  if (await alreadyUp()) return runLines(false);
  await using stack = await startOwn();
  const failed = stack.bringUp.find(({ outcome }) => outcome !== "ready");
  if (failed)
    throw new StackError(`${failed.service} did not come up: ${failed.reason ?? "no reason given"}`);
  return await runLines(true);
}

process.exitCode = await main().catch(explainFailure);
process.exit();
