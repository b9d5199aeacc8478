// Judges the rollback: a release that does not become healthy gives way to the last good one, with the data it had.
import { appendFileSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import { Failure } from "../failure.ts";
import { breakSource } from "./break-source.ts";
import { delivery } from "./delivery.checks.ts";
import type { Deployment } from "./deployment.ts";
import { expectCode } from "./explain-end.ts";
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

async function post(
  system: LocalSystem,
  { evidence }: Deployment,
  [route, person]: readonly [string, Person],
) {
  const reply = await fetch(`${system.gateway}${route}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(person),
  });
  await reply.body?.cancel();
  const summary = `POST ${system.gateway}${route} -> ${reply.status}`;
  evidence.record({ kind: "exchange", service: "api-gateway", summary });
  return reply.status;
}

const imagesOf = (running: Awaited<ReturnType<LocalSystem["healthy"]>>) =>
  Object.fromEntries([...running].map(([service, { image }]) => [service, image]));

/** It names the culprit, shows what the culprit said, and says that it rolled back. */
function expectExplained(lines: readonly string[], { redact }: Deployment): void {
  const output = lines.join("\n");
  const shown = [
    /rolled back|rolling back/i,
    new RegExp(`${culprit}.*unhealthy`),
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
  expect(await post(system, deployment, ["/api/auth/register", person]), "registration").toBe(201);

  // A good second release, so that there is one to go back to by hand, too.
  appendFileSync(path.join(tree, "services/kit/health.ts"), "\n// The second release.\n");
  await expectCode(deployment, await system.deploy([]), { code: 0, file });
  const second = imagesOf(await system.healthy("the second deployment"));
  expect(second[culprit], "the image of the second release").not.toBe(first[culprit]);

  breakSource(tree, brokenHealth);
  const broken = await system.deploy(["--timeout", "75"]);
  expect(broken.code, `exit code of ${script} with a release that does not become healthy`).toBe(1);
  expectExplained(broken.lines, deployment);
  expect(imagesOf(await system.healthy("the rollback")), "the images after the rollback").toEqual(second);
  expect(await post(system, deployment, ["/api/auth/login", person]), "login after the rollback").toBe(200);

  await expectCode(deployment, await system.deploy(["--rollback"]), { code: 0, file });
  expect(imagesOf(await system.healthy("--rollback")), "the images after --rollback").toEqual(first);
  expect(await post(system, deployment, ["/api/auth/login", person]), "login after --rollback").toBe(200);
});
