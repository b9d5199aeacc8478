// Judges deploy-local.sh: from a clean tree to a healthy system, twice the same, and a sentence for what is wrong.
import { readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createServer } from "node:net";
import { once } from "node:events";
import { expect } from "vitest";
import { Failure } from "../failure.ts";
import { askGateway } from "./ask-gateway.ts";
import { delivery } from "./delivery.checks.ts";
import type { Deployment } from "./deployment.ts";
import { expectCode } from "./explain-end.ts";
import { composeFile, type LocalSystem, localSystem } from "./local-system.ts";
import { settingsIn } from "./settings-file.ts";
import { verify } from "./verify.ts";

const script = "deploy-local.sh";
const file = composeFile;
const weakValue = "sh0rt-s3cr3t";

/** Readable by its owner alone, without a placeholder, and none of its secrets was printed. */
function expectKept({ tree, hide }: Deployment, printed: readonly string[]): string {
  const name = path.join(tree, ".env");
  const text = readFileSync(name, "utf8");
  const { secrets, settings } = settingsIn(text);
  hide(secrets);
  expect(statSync(name).mode & 0o777, "mode of .env").toBe(0o600);
  const placeholders = [...settings].filter(([, value]) => value.includes("change-me")).map(([key]) => key);
  expect(placeholders, "variables of .env with a placeholder").toEqual([]);
  expect(secrets.length, "secrets in .env").toBeGreaterThanOrEqual(4);
  expect(settings.get("AIRTABLE_TOKEN"), "AIRTABLE_TOKEN of .env, which selects the simulated Airtable").toBe(
    "",
  );
  const shown = printed.findIndex((line) => secrets.some((secret) => line.includes(secret)));
  if (shown >= 0)
    throw new Failure(`${script} prints a secret of .env on line ${shown + 1} of what it says`, {
      file: script,
      line: 1,
    });
  return text;
}

async function expectAnswer(system: LocalSystem, deployment: Deployment): Promise<void> {
  const asked = { base: system.gateway, file: composeFile, route: "GET /api/health" };
  const { status, body } = await askGateway(deployment, asked);
  const seen = { code: status, status: body["status"] };
  expect(seen, "what the gateway says of all").toEqual({ code: 200, status: "healthy" });
}

type Ask = (route: string) => Promise<number>;

/** Asks as one person, who is nobody else's; returns the status. */
function asSomebody(system: LocalSystem, deployment: Deployment): Ask {
  const json = { email: `ada-${Date.now()}@example.com`, password: "a Battery of horses 42" };
  return async (route) => {
    const asked = { base: system.gateway, file: composeFile, route, json };
    return (await askGateway(deployment, asked)).status;
  };
}

/** Stopped and deployed again, the system knows whom it knew: --down leaves the volumes. */
async function expectDataKept(deployment: Deployment, system: LocalSystem, ask: Ask): Promise<void> {
  await expectCode(deployment, await system.deploy(["--down"]), { code: 0, file });
  expect(await deployment.project.members(), "containers after --down").toEqual([]);
  await expectCode(deployment, await system.deploy([]), { code: 0, file });
  const login = await ask("POST /api/auth/login");
  expect(login, "login, after --down and another deployment, of who registered before").toBe(200);
}

/** Each of `names` is told, none of `values`, and what runs is left alone. */
async function expectRefusal(
  deployment: Deployment,
  system: LocalSystem,
  wrong: {
    readonly env: Readonly<Record<string, string>>;
    readonly args?: readonly string[];
    readonly code: number;
    readonly names: readonly string[];
  },
): Promise<void> {
  const before = await system.healthy("what was done before");
  const { code, lines } = await system.deploy(wrong.args ?? [], wrong.env);
  const output = lines.join("\n");
  expect(code, `exit code of ${script} with faults in ${wrong.names.join(", ")}`).toBe(wrong.code);
  const unnamed = wrong.names.filter((name) => !output.includes(name));
  if (unnamed.length > 0)
    throw new Failure(
      `${script} refuses, but does not name ${unnamed.join(", ")}: ${deployment.redact(output)}`,
      { file: script, line: 1 },
    );
  expect(output, `what ${script} says of a weak value`).not.toContain(weakValue);
  expect(await system.healthy("a refusal"), "the containers after a refusal").toEqual(before);
}

verify(delivery.local, async (deployment) => {
  const { tree, evidence } = deployment;
  const system = await localSystem(deployment);
  const first = await system.deploy([]);
  await expectCode(deployment, first, { code: 0, file });
  const env = expectKept(deployment, first.lines);
  const before = await system.healthy("deploy-local.sh");
  evidence.record({
    kind: "state",
    service: undefined,
    summary: `healthy: ${[...before.keys()].join(", ")}`,
  });
  expect(before.size, "containers of the system").toBeGreaterThanOrEqual(7);
  await expectAnswer(system, deployment);
  const ask = asSomebody(system, deployment);
  expect(await ask("POST /api/auth/register"), "registration through the gateway").toBe(201);
  const status = await deployment.run("git", ["status", "--porcelain", "--ignored=no"], { budgetMs: 20_000 });
  expect(
    status.lines.filter((line) => /\.(env|deploy)/.test(line)),
    "what git would commit of the deployment",
  ).toEqual([]);

  const second = await system.deploy([]);
  await expectCode(deployment, second, { code: 0, file });
  expect(await system.healthy("a second run"), "the containers after a second run").toEqual(before);
  expect(expectKept(deployment, second.lines), ".env after a second run").toBe(env);

  writeFileSync(
    path.join(tree, "weak.env"),
    env
      .replace(/^JWT_SECRET=.*$/m, `JWT_SECRET=${weakValue}`)
      .replace(/^REDIS_PASSWORD=.*$/m, "REDIS_PASSWORD="),
    { mode: 0o600 },
  );
  const weak = {
    args: ["--env-file", "weak.env"],
    code: 2,
    names: ["JWT_SECRET", "REDIS_PASSWORD", "API_GATEWAY_PORT"],
  };
  await expectRefusal(deployment, system, { ...weak, env: { API_GATEWAY_PORT: "70000" } });

  if (deployment.engine.local) {
    await using taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as { port: number };
    const names = [String(port), "MCP_SERVER_PORT"];
    await expectRefusal(deployment, system, { code: 3, names, env: { MCP_SERVER_PORT: String(port) } });
  }

  await expectCode(deployment, await system.deploy(["--status"]), { code: 0, file });
  await expectDataKept(deployment, system, ask);
});
