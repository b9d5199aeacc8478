// `npm run images`: builds stand-in base images from Debian packages, for machines that reach no registry.
import { connectEngine } from "../fixtures/engine/engine.ts";
import { buildStandIns } from "../fixtures/images/build-stand-ins.ts";
import { StackError } from "../fixtures/stack-error.ts";
import { explainFailure } from "./explain-failure.ts";
import { readArguments } from "./usage-error.ts";

const help = `Usage: npm run images -- [--rebuild]

Builds verifier/node:local, verifier/postgres:local and the other stand-ins from Debian's packages,
where they are missing or out of date. The harness takes them where the real images cannot be had.
  --rebuild   also those that are up to date, to have newer packages
DEBIAN_MIRROR names another mirror than debootstrap's own.
`;

async function main(): Promise<number> {
  const options = readArguments(process.argv.slice(2), {
    rebuild: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  });
  if (options.help) {
    console.log(help);
    return 0;
  }
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => stop.abort(new StackError("stopped; what was built is kept")));
  const engine = await connectEngine();
  await buildStandIns({ engine, rebuild: options.rebuild, onSay: console.log, signal: stop.signal });
  return 0;
}

process.exitCode = await main().catch(explainFailure);
process.exit();
