// Judges the rollback: a release that does not become healthy gives way to the last good one, with the data it had.
import { appendFileSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import { until } from "../../fixtures/until.ts";
import { Failure } from "../failure.ts";
import { breakSource } from "./break-source.ts";
import { delivery } from "./delivery.checks.ts";
import type { Deployment } from "./deployment.ts";
import { expectCode, lineOf } from "./explain-end.ts";
import { composeFile, type LocalSystem, localSystem } from "./local-system.ts";
import { settingsIn } from "./settings-file.ts";
import { verify } from "./verify.ts";

const script = "deploy-local.sh";
const file = composeFile;
const culprit = "llm-orchestrator";

/** The service runs and answers everything but its liveness. */
const brokenHealth = {
  file: "services/kit/health.ts",
  text: 'resource(router, "/health", {',
  instead: `resource(router, service === "${culprit}" ? "/health-gone" : "/health", {`,
};

interface Person {
  readonly email: string;
  readonly password: string;
}

interface Asked {
  readonly route: "/api/auth/register" | "/api/auth/login";
  readonly person: Person;
  readonly wanted: number;
  /** To follow "after". */
  readonly after: string;
}

/** A system that has just come up may need a moment on a busy machine; what it says until then is evidence. */
const answersWithinMs = 15_000;

async function expectAnswer(system: LocalSystem, deployment: Deployment, asked: Asked): Promise<void> {
  const { route, person, wanted, after } = asked;
  const { evidence, project, redact, tree } = deployment;
  const url = `${system.gateway}${route}`;
  let seen = "nothing";
  const answered = async () => {
    const headers = { "content-type": "application/json" };
    const reply = await fetch(url, { method: "POST", headers, body: JSON.stringify(person) });
    const body = await reply.text();
    seen = `${reply.status}${reply.ok ? "" : ` ${body.slice(0, 300)}`}`;
    evidence.record({ kind: "exchange", service: "api-gateway", summary: `POST ${url} -> ${seen}` });
    return reply.status === wanted;
  };
  const what = `POST ${route} to answer ${wanted}`;
  await until(answered, { what, budgetMs: answersWithinMs, intervalMs: 1000 }).catch(async () => {
    const lines = await project.lastLines("platform-services", 6);
    const summary = `POST ${route} after ${after} answers ${seen}, not ${wanted}; platform-services said last: ${lines.join(" | ")}`;
    throw new Failure(redact(summary), { file, line: lineOf(tree, file, "platform-services") });
  });
}

const imagesOf = (running: Awaited<ReturnType<LocalSystem["healthy"]>>) =>
  Object.fromEntries([...running].map(([service, { image }]) => [service, image]));

/** It names the culprit, shows what the culprit said, and says that it rolled back. */
function expectExplained(lines: readonly string[], { redact }: Deployment): void {
  const output = lines.join("\n");
  const shown = [
    /rolled back|rolling back/i,
    new RegExp(`${culprit} stays unhealthy`),
    new RegExp(`"service":"${culprit}"`),
  ];
  const missing = shown.filter((pattern) => !pattern.test(output));
  if (missing.length === 0) return;
  const wanted = "that it rolls back, who is unhealthy, and the last lines of that service";
  throw new Failure(redact(`${script} does not tell ${wanted}: ${lines.slice(-12).join(" | ")}`), {
    file: script,
    line: 1,
  });
}

verify(delivery.rollback, async (deployment) => {
  const { tree } = deployment;
  const system = await localSystem(deployment);
  await expectCode(deployment, await system.deploy([]), { code: 0, file });
  deployment.hide(settingsIn(readFileSync(path.join(tree, ".env"), "utf8")).secrets);
  const first = imagesOf(await system.healthy("the first deployment"));
  const person = { email: `ada-${Date.now()}@example.com`, password: "a Battery of horses 42" };
  const register = { route: "/api/auth/register", person, wanted: 201 } as const;
  const login = { route: "/api/auth/login", person, wanted: 200 } as const;
  await expectAnswer(system, deployment, { ...register, after: "the first deployment" });

  // A good second release, so that there is one to go back to by hand, too.
  appendFileSync(path.join(tree, "services/kit/health.ts"), "\n// The second release.\n");
  await expectCode(deployment, await system.deploy([]), { code: 0, file });
  const second = imagesOf(await system.healthy("the second deployment"));
  expect(second[culprit], "the image of the second release").not.toBe(first[culprit]);

  breakSource(tree, brokenHealth);
  const broken = await system.deploy(["--timeout", "100"]);
  expect(broken.code, `exit code of ${script} with a release that does not become healthy`).toBe(1);
  expectExplained(broken.lines, deployment);
  expect(imagesOf(await system.healthy("the rollback")), "the images after the rollback").toEqual(second);
  await expectAnswer(system, deployment, { ...login, after: "the rollback" });

  await expectCode(deployment, await system.deploy(["--rollback"]), { code: 0, file });
  expect(imagesOf(await system.healthy("--rollback")), "the images after --rollback").toEqual(first);
  await expectAnswer(system, deployment, { ...login, after: "--rollback" });
});
