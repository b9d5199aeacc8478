// Starts a service of a warm system anew, with the sources as they are now.
import type { StartedStack } from "../../fixtures/stack.ts";
import { until } from "../../fixtures/until.ts";
import { waitUntilReady } from "../../fixtures/wait-until-ready.ts";
import { crashSite } from "../../suites/diagnosis/crash-site.ts";
import type { Diagnosis } from "../../suites/outcome.ts";

const patienceMs = 1000;
const budgetMs = 20_000;

/** Healthy, ended, or undefined while it may still become the one or the other. */
async function settled(stack: StartedStack, service: string): Promise<"up" | "down" | undefined> {
  const { status, health } = await stack.state(service);
  if (status === "exited" || status === "restarting") return "down";
  if (health === "unhealthy") return "down";
  return status === "running" && health !== "starting" ? "up" : undefined;
}

/** Undefined once it serves again; else why it does not. */
export async function restartService(stack: StartedStack, service: string): Promise<Diagnosis | undefined> {
  const since = Date.now();
  await stack.stop(service, patienceMs);
  await stack.start(service);
  const end = await until(() => settled(stack, service), {
    what: `${service} to be healthy`,
    budgetMs,
    intervalMs: 15,
  }).catch((error: Error) => error.message);
  if (end === "up") {
    await waitUntilReady(stack, [service]);
    return undefined;
  }
  const lines = await stack.logs(service, since);
  const last = lines.findLast(({ text }) => text.trim() !== "")?.text.slice(0, 300) ?? "nothing";
  const said = end === "down" ? `its last words: ${last}` : end;
  const unknown = { summary: `${service} does not come up; ${said}`, file: undefined, line: undefined };
  // One that keeps failing must not go on doing so until the next change.
  await stack.stop(service, patienceMs);
  return crashSite(service, lines, { restartCount: 0 }) ?? { ...unknown, cure: undefined };
}
