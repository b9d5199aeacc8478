// `npm run up`: starts the system for a person to use; Ctrl-C stops it and leaves nothing behind.
import { once } from "node:events";
import path from "node:path";
import { ensureRedisServer } from "../fixtures/runtimes/embedded/redis-binary.ts";
import { startStack } from "../fixtures/stack.ts";
import { readTopology, type Topology } from "../fixtures/topology.ts";
import { knownSecrets } from "../suites/settings.ts";
import { explainFailure } from "./explain-failure.ts";
import { localEnvironment } from "./local-environment.ts";
import { createProgress } from "./progress.ts";
import { terminalProgress } from "./progress-terminal.ts";
import { stopOnSignal } from "./stop-on-signal.ts";
import { readArguments } from "./usage-error.ts";

const root = path.resolve(import.meta.dirname, "..");
const help = `Usage: npm run up -- [--ephemeral-ports]

Starts the system of compose.test.yml with the values of .env, prints its URLs, and stops it on Ctrl-C.
With AIRTABLE_TOKEN and AIRTABLE_BASE in .env it talks to the real Airtable, else to the simulated one.
Its data lives as long as it runs.
`;

/** Without the simulated Airtable where the real one is used. */
function withoutSimulator(topology: Topology): Topology {
  const simulated = new Set(
    topology.services.filter(({ verify }) => verify?.role === "airtable").map(({ name }) => name),
  );
  const services = topology.services
    .filter(({ name }) => !simulated.has(name))
    .map((service) => ({
      ...service,
      dependsOn: service.dependsOn.filter(({ service: name }) => !simulated.has(name)),
    }));
  return { ...topology, services };
}

async function main(): Promise<number> {
  const options = readArguments(process.argv.slice(2), {
    "ephemeral-ports": { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  });
  if (options.help) {
    console.log(help);
    return 0;
  }
  const stop = stopOnSignal();
  const env = localEnvironment(root, process.env);
  const real = env["AIRTABLE_API_URL"] !== undefined;
  const whole = readTopology({ file: path.join(root, "compose.test.yml"), env });
  const topology = real ? withoutSimulator(whole) : whole;
  const progress = createProgress([terminalProgress(process.stdout)]);
  progress.hide(knownSecrets(topology));
  await ensureRedisServer(progress.say);
  progress.say(
    `Starting ${topology.services.length} services, with the ${real ? "real" : "simulated"} Airtable:`,
  );
  progress.tell({
    type: "bring-up",
    runtime: "embedded",
    services: topology.services.map(({ name }) => name),
  });
  await using stack = await startStack({
    topology,
    ephemeralPorts: options["ephemeral-ports"],
    onEvent: progress.stackEvent,
  });
  for (const { name, ports } of topology.services) {
    const address = ports.length > 0 ? stack.published(name) : undefined;
    if (address) progress.say(`  ${name.padEnd(18)} http://localhost:${address.port}`);
  }
  const failed = stack.bringUp.filter(({ outcome }) => outcome !== "ready");
  for (const { service, reason, lastLog } of failed)
    progress.say(`${service}: ${reason ?? "failed"}\n  ${lastLog.join("\n  ")}`);
  if (failed.length > 0) return 3;
  progress.say("Ctrl-C stops it.");
  if (!stop.aborted) await once(stop, "abort");
  progress.say("Stopping.");
  return 0;
}

process.exitCode = await main().catch(explainFailure);
process.exit();
