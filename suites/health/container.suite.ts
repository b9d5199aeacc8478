// Judges what the engine itself says of a container's health.
import { until } from "../../fixtures/until.ts";
import { Failure } from "../failure.ts";
import { verify } from "../verify.ts";
import { health } from "./health.checks.ts";

interface Inspected {
  readonly State?: { readonly Health?: { readonly Log?: readonly { readonly Output: string }[] } };
}

/** The engine asks for the first time after a whole interval, which may be a minute. */
const longestMs = 45_000;

verify(health.container, async ({ stack, evidence, service: { name, compose } }) => {
  const { file, line } = compose.healthCheck?.testAt ?? compose.at;
  const state = async () => {
    const { health: said } = await stack.state(name);
    return said === "starting" ? undefined : said;
  };
  const said = await until(state, {
    what: `the engine to judge ${name}`,
    budgetMs: longestMs,
    intervalMs: 200,
  });
  const container = (await stack.inspect(name)) as Inspected | undefined;
  const output = container?.State?.Health?.Log?.at(-1)?.Output.trim() ?? "nothing";
  const summary = `the engine calls ${name} ${said}; its health check said: ${output}`;
  evidence.record({ kind: "state", service: name, summary });
  if (said === "healthy") return;
  const { status } = await stack.state(name);
  // Why it does not run is another question than what is wrong with its health check.
  if (status === "exited" || status === "not-created") throw new Failure(`${name} is ${status}`);
  const cure = said === "none" ? "give it a healthcheck" : "let its health check succeed when it works";
  throw new Failure(`${summary} (${file}:${line})`, { file, line, cure });
});
