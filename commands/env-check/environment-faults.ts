// Every fault of an environment at once: of the file, of its variables, and of what the services make of them.
import { encodingFault, type EnvFault, readEnvFile } from "./env-file.ts";
import { type ServiceEnvironment, serviceFaults } from "./service-faults.ts";
import { doubledFaults, variableFaults } from "./variable-faults.ts";

export interface EnvironmentSources {
  /** How the file is called in messages, such as `.env`. */
  readonly label: string;
  readonly text: string;
  /** Permission bits; undefined where they say nothing. */
  readonly mode?: number | undefined;
  readonly given: Readonly<Record<string, string>>;
  readonly template: string;
  readonly compose: string;
  /** As compose gives it to each service, for its default ports. */
  readonly services: readonly ServiceEnvironment[];
}

function modeFaults({ label, mode }: EnvironmentSources): EnvFault[] {
  if (mode === undefined || (mode & 0o077) === 0) return [];
  const problem = `has mode ${(mode & 0o777).toString(8)}, so that others may read it; chmod 600 ${label}`;
  return [{ problem }];
}

/** True of what was told already, and of what compose puts together from a password with a fault. */
function isToldBy(known: readonly EnvFault[], { name = "" }: EnvFault): boolean {
  const told = new Set(known.map((fault) => fault.name));
  const password = { DATABASE_URL: "POSTGRES_PASSWORD", REDIS_URL: "REDIS_PASSWORD" }[name];
  return told.has(name) || (password !== undefined && told.has(password));
}

const sentence = (label: string, { name, line, problem }: EnvFault): string =>
  `${label}${line === undefined ? "" : `:${line}`}: ${name === undefined ? "" : `${name} `}${problem}`;

/** One sentence a fault, in the order of the file's lines; none ever holds a value. */
export function environmentFaults(sources: EnvironmentSources): readonly string[] {
  const noText = encodingFault(sources.text);
  if (noText) return [sentence(sources.label, noText)];
  const { entries, faults } = readEnvFile(sources.text);
  const known = [...faults, ...variableFaults({ ...sources, entries })];
  const lines = new Map(entries.map(({ name, line }) => [name, line]));
  const more = serviceFaults(sources.services)
    .filter((fault) => !isToldBy(known, fault))
    .map((fault) => ({ ...fault, line: fault.name === undefined ? undefined : lines.get(fault.name) }));
  return [...modeFaults(sources), ...doubledFaults(entries), ...known, ...more]
    .toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))
    .map((fault) => sentence(sources.label, fault));
}
