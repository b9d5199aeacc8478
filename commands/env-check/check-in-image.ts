// Checks an environment inside the services' image, for machines that have a container engine and no Node.
// Standard input: label, mode, .env, what the caller sets, .env.template, compose files, `docker compose config
// --format json`, with NUL between them. One fault a line; exit code 0 without any, else 10, which Node has no meaning of its own for.
import { text } from "node:stream/consumers";
import { environmentFaults } from "./environment-faults.ts";

interface ComposeConfig {
  readonly services?: Readonly<
    Record<string, { readonly environment?: Readonly<Record<string, string | null>> }>
  >;
}

const parts = (await text(process.stdin)).split("\0");
const [label = "", mode = "", file = "", given = "", template = "", compose = "", config = ""] = parts;
const { services = {} } = JSON.parse(config || "{}") as ComposeConfig;
const pairs = given
  .split("\n")
  .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)] as const);
const faults = environmentFaults({
  label,
  text: file,
  mode: mode === "" ? undefined : Number.parseInt(mode, 8),
  given: Object.fromEntries(pairs.filter(([name]) => name !== "")),
  template,
  compose,
  services: Object.entries(services).map(([name, { environment = {} }]) => ({
    name,
    environment: Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, value ?? ""])),
  })),
});
for (const fault of faults) console.log(fault);
process.exitCode = faults.length > 0 ? 10 : 0;
