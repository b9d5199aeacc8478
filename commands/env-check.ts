// `npm run env:check`: says every fault of the environment at once, before anything is started.
import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { composeEnvironment } from "./env-check/compose-environment.ts";
import { readEnvFile } from "./env-check/env-file.ts";
import { environmentFaults } from "./env-check/environment-faults.ts";
import { explainFailure } from "./explain-failure.ts";
import { readArguments, UsageError } from "./usage-error.ts";

const root = path.resolve(import.meta.dirname, "..");
const help = `Usage: npm run env:check [-- --env-file FILE] [--file COMPOSE]

Says every fault of the environment at once, by variable and line, and never a value.

  --env-file FILE   the variables (default .env; another compose file can do without it)
  --file COMPOSE    the compose file that reads them (default docker-compose.yml)
  --help            this text

Variables of your shell win over the file, as they do for compose.
Exit codes: 0 no fault, 1 faults, 2 wrong usage, 3 the command itself failed.
`;

function readRequired(file: string, cure: string): string {
  if (!existsSync(file)) throw new UsageError(`${file} is not there; ${cure}`);
  if (statSync(file).isDirectory()) throw new UsageError(`${file} is a folder; ${cure}`);
  return readFileSync(file, "utf8");
}

/** Variables of the caller that the template knows; empty ones count as unset. */
function givenOf(template: string, env: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  const known = readEnvFile(template).entries.map(({ name }) => [name, env[name]] as const);
  return Object.fromEntries(known.filter((pair): pair is [string, string] => Boolean(pair[1])));
}

interface Variables {
  readonly label: string;
  readonly text: string;
  readonly mode: number | undefined;
}

/** Only docker-compose.yml wants a .env, which deploy-local.sh makes; production takes its secrets from files. */
function readVariables(envFile: string | undefined, composeFile: string): Variables {
  const file = path.resolve(root, envFile ?? ".env");
  const needed = envFile !== undefined || composeFile === path.join(root, "docker-compose.yml");
  if (!needed && !existsSync(file)) return { label: "the environment", text: "", mode: undefined };
  const text = readRequired(file, "./deploy-local.sh makes it from .env.template, with secrets of its own");
  // Windows has no permission bits that would mean anything.
  const mode = process.platform === "win32" ? undefined : statSync(file).mode;
  return { label: path.relative(process.cwd(), file) || file, text, mode };
}

function main(): number {
  const options = readArguments(process.argv.slice(2), {
    "env-file": { type: "string" },
    file: { type: "string", default: "docker-compose.yml" },
    help: { type: "boolean", default: false },
  });
  if (options.help) {
    console.log(help);
    return 0;
  }
  const composeFile = path.resolve(root, options.file);
  readRequired(composeFile, "give the path of a compose file");
  const template = readRequired(path.join(root, ".env.template"), "take it from the repository");
  const { label, text, mode } = readVariables(options["env-file"], composeFile);
  const given = givenOf(template, process.env);
  const written = Object.fromEntries(readEnvFile(text).entries.map(({ name, value }) => [name, value]));
  const { services, text: compose } = composeEnvironment(composeFile, { ...written, ...given });
  const faults = environmentFaults({ label, text, mode, given, template, compose, services });
  for (const fault of faults) console.error(fault);
  console.log(
    faults.length === 0
      ? `${label} has no fault: ${Object.keys(written).length} variables for ${services.length} services.`
      : `${label} has ${faults.length} fault(s).`,
  );
  return faults.length === 0 ? 0 : 1;
}

try {
  process.exitCode = main();
} catch (error) {
  process.exitCode = explainFailure(error);
}
