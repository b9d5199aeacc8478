// `npm run services-image`: makes the services' image, or takes it from an archive, for the machines of a pipeline.
import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { connectEngine } from "../fixtures/engine/engine.ts";
import { findImages } from "../fixtures/images/find-images.ts";
import { runProgram } from "../fixtures/processes/run-program.ts";
import { ensureServicesImage } from "../fixtures/images/services-image.ts";
import { StackError } from "../fixtures/stack-error.ts";
import { readTopology } from "../fixtures/topology.ts";
import { explainFailure } from "./explain-failure.ts";
import { testEnvironment } from "./test-environment.ts";
import { readArguments, UsageError } from "./usage-error.ts";

const root = path.resolve(import.meta.dirname, "..");

const help = `Usage: npm run services-image -- --archive FILE [--tag NAME]

Builds the image of the services, unless one of the very same sources is in FILE or on this machine, and
writes it to FILE: docker load --input FILE has it on another machine, all of its layers included.
  --tag NAME   give it this name too: SERVICES_IMAGE=NAME makes every command take it as it is
`;

async function docker(...args: readonly string[]): Promise<void> {
  const ended = await runProgram({ program: "docker", args });
  if (!ended.ok)
    throw new StackError(`docker ${args[0] ?? ""} failed: ${ended.lines.at(-1) ?? "without a word"}`);
}

/** An archive that cannot be read costs a build, no more. */
async function load(archive: string): Promise<void> {
  if (!existsSync(archive)) return;
  const ended = await runProgram({ program: "docker", args: ["load", "--input", archive] });
  if (!ended.ok) console.log(`${archive} cannot be loaded (${ended.lines.at(-1) ?? ""}); building anew.`);
}

/** By the same look at its sources as a run on containers. */
async function findOrBuild(): Promise<string> {
  const env = testEnvironment(process.env);
  const engine = await connectEngine();
  const topology = readTopology({ file: path.join(root, "compose.test.yml"), env });
  const built = { ...topology, services: topology.services.filter(({ build }) => build) };
  const { variables } = await findImages({ engine, topology: built, env, onSay: console.log });
  return await ensureServicesImage({ engine, root, env: { ...env, ...variables }, onSay: console.log });
}

async function main(): Promise<number> {
  const {
    archive,
    tag,
    help: wanted,
  } = readArguments(process.argv.slice(2), {
    archive: { type: "string" },
    tag: { type: "string" },
    help: { type: "boolean", default: false },
  });
  if (wanted) {
    console.log(help);
    return 0;
  }
  if (archive === undefined) throw new UsageError("services-image needs --archive FILE; see --help");
  await load(archive);
  const image = await findOrBuild();
  const names = [image, ...(tag === undefined ? [] : [tag])];
  if (tag !== undefined) await docker("tag", image, tag);
  mkdirSync(path.dirname(path.resolve(archive)), { recursive: true });
  await docker("save", "--output", archive, ...names);
  console.log(`${archive} holds ${names.join(" and ")}.`);
  return 0;
}

process.exitCode = await main().catch(explainFailure);
process.exit();
