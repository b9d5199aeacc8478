// Judges that a service starts with production's environment, and what it then shows of its metrics, and to whom.
import { expect } from "vitest";
import { Failure } from "../failure.ts";
import { verify } from "../verify.ts";
import { needOwnStart, productionOf, startConfigured } from "./configured-start.ts";
import { secrets } from "./secrets.checks.ts";

verify(secrets.metricsToken, async ({ service, stack, evidence, root }) => {
  needOwnStart(stack);
  const { name, compose, metrics } = service;
  const { changes, metricsToken } = productionOf(compose);
  const seen: Record<string, number> = {};
  const whileUp = async (baseUrl: string) => {
    const ask = async (authorization?: string) => {
      const headers = authorization === undefined ? {} : { authorization };
      const reply = await fetch(`${baseUrl}${metrics}`, { headers });
      await reply.body?.cancel();
      return reply.status;
    };
    seen["without a token"] = await ask();
    seen["with an empty token"] = await ask("Bearer ");
    seen["with another token"] = await ask(`Bearer ${metricsToken.replaceAll(/\d/gu, "x")}`);
    seen["with the token"] = await ask(`Bearer ${metricsToken}`);
  };
  const { exitCode, output } = await startConfigured({ service: compose, changes, root, whileUp });
  const summary = `${name} in production: ${JSON.stringify(seen)}`;
  evidence.record({ kind: "logs", service: name, summary, detail: output.slice(0, 2000) });
  if (exitCode !== undefined)
    throw new Failure(
      `${name} ends with ${exitCode} in production, though its environment is whole: ${output.slice(0, 500)}`,
    );
  expect(seen, `what ${name} answers to GET ${metrics} in production`).toEqual({
    "without a token": 401,
    "with an empty token": 401,
    "with another token": 401,
    "with the token": 200,
  });
});
