// Judges the plan's own command: the acceptance as a container beside the system, with the right exit code.
import { existsSync, readFileSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import { Failure } from "../failure.ts";
import { breakSource } from "./break-source.ts";
import { type Ended, endOf } from "./command.ts";
import { delivery } from "./delivery.checks.ts";
import type { Deployment } from "./deployment.ts";
import { lineOf, wordsOf } from "./explain-end.ts";
import { freePorts } from "./free-ports.ts";
import { portVariables } from "./local-system.ts";
import { verify } from "./verify.ts";

const file = "compose.test.yml";
const report = "reports/out/pass-rate.json";
const budgetMs = 270_000;

/** Nobody's health suffers by it, so that only the acceptance can tell. */
const missingHeader = {
  file: "services/kit/security-headers.ts",
  text: 'xFrameOptions: { action: "deny" },',
  instead: "xFrameOptions: false,",
};

interface Report {
  readonly totals: Readonly<Record<"passed" | "failed" | "blocked" | "error", number>>;
  readonly criteria: readonly CriterionReport[];
}

interface CriterionReport {
  readonly id: string;
  readonly outcome: string;
  readonly diagnosis: {
    readonly summary: string;
    readonly file: string | null;
    readonly line: number | null;
  } | null;
}

/** A good system that is not called good: by what, and where that says to look. */
function refusedGood(ended: Ended, { criteria }: Report): Failure {
  const failed = criteria.filter(({ outcome }) => ["failed", "error"].includes(outcome));
  const diagnoses = failed.flatMap(({ diagnosis }) => diagnosis ?? []);
  const first = diagnoses.find((diagnosis) => diagnosis.file) ?? diagnoses[0];
  const named = failed.slice(0, 8).map(({ id }) => id);
  const why = first ? `: ${first.summary}` : "";
  const summary = `${endOf(ended)} on a good system; not passed: ${named.join(", ") || "nothing"}${why}`;
  return new Failure(summary, { file: first?.file ?? file, line: first?.line ?? 1 });
}

/** The command as the plan has it; what differs is given by the environment. */
async function composeUp({ name, run, tree }: Deployment): Promise<Ended> {
  rmSync(path.join(tree, report), { force: true });
  const ports = await freePorts(portVariables.length);
  const own = Object.fromEntries(portVariables.map((variable, index) => [variable, String(ports[index])]));
  const env = {
    ...own,
    COMPOSE_PROJECT_NAME: name,
    SERVICES_IMAGE: `${name}-services:local`,
    ACCEPTANCE_IMAGE: `${name}-acceptance:local`,
  };
  const args = ["compose", "-f", file, "up", "--build", "--abort-on-container-exit"];
  return await run("docker", args, { budgetMs, env });
}

/** It is written on this machine, and belongs to whoever asked for it. */
function readReport({ tree, redact }: Deployment, ended: Ended): Report {
  const target = path.join(tree, report);
  if (!existsSync(target)) {
    const summary = `${endOf(ended)}, and has not written ${report}; it said: ${wordsOf(ended)}`;
    throw new Failure(redact(summary), { file, line: lineOf(tree, file, "acceptance") });
  }
  expect(statSync(target).uid, `who owns ${report}`).toBe(statSync(tree).uid);
  return JSON.parse(readFileSync(target, "utf8")) as Report;
}

verify(delivery.composeRun, async (deployment) => {
  const { tree, evidence, redact } = deployment;
  const good = await composeUp(deployment);
  const verdict = readReport(deployment, good);
  const { passed, failed: wrong, blocked, error } = verdict.totals;
  const seen = { kind: "files", service: undefined } as const;
  evidence.record({ ...seen, summary: `good: ${passed} passed, ${wrong} failed` });
  if (good.code !== 0 || wrong + blocked + error > 0) throw refusedGood(good, verdict);
  expect(passed, "criteria that it could judge").toBeGreaterThan(50);

  breakSource(tree, missingHeader);
  const broken = await composeUp(deployment);
  const { criteria } = readReport(deployment, broken);
  const failed = criteria.filter(({ outcome }) => outcome === "failed").map(({ id }) => id);
  evidence.record({ ...seen, summary: `broken: ${failed.join(", ") || "nothing"} failed` });
  if (broken.code === 0 || broken.timedOut) {
    const summary = `${endOf(broken)} on a system without ${missingHeader.file}'s X-Frame-Options`;
    throw new Failure(redact(summary), { file, line: 1 });
  }
  expect(
    failed.some((id) => id.startsWith("headers.required/")),
    "headers.required among the failed",
  ).toBe(true);
});
