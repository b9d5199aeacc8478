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

interface PlacedFault extends EnvFault {
  /** Instead of the file of variables: the secret's own. */
  readonly file?: string;
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

/** The file that a service reads the variable from; undefined where the environment has its value. */
function secretFileOf(services: readonly ServiceEnvironment[], name: string): string | undefined {
  const variable = name.endsWith("_FILE") ? name : `${name}_FILE`;
  return services.map(({ environment }) => environment[variable]).find((file) => file);
}

/** A fault of a service, at the line of the variable, or at the file that a secret is read from. */
function placed(
  { services }: EnvironmentSources,
  lines: ReadonlyMap<string, number>,
  fault: EnvFault,
): PlacedFault {
  const { name, problem } = fault;
  const file = name === undefined ? undefined : secretFileOf(services, name);
  if (file === undefined) return { ...fault, line: name === undefined ? undefined : lines.get(name) };
  return { name, file, problem: /ENOENT/.test(problem) ? `${problem}; ./make-secrets.sh makes it` : problem };
}

const sentence = (label: string, { name, line, file, problem }: PlacedFault): string =>
  `${file ?? label}${line === undefined ? "" : `:${line}`}: ${name === undefined ? "" : `${name} `}${problem}`;

/** One sentence a fault, in the order of the file's lines; none ever holds a value. */
export function environmentFaults(sources: EnvironmentSources): readonly string[] {
  const noText = encodingFault(sources.text);
  if (noText) return [sentence(sources.label, noText)];
  const { entries, faults } = readEnvFile(sources.text);
  const known = [...faults, ...variableFaults({ ...sources, entries })];
  const lines = new Map(entries.map(({ name, line }) => [name, line]));
  const more = serviceFaults(sources.services)
    .filter((fault) => !isToldBy(known, fault))
    .map((fault) => placed(sources, lines, fault));
  const all: readonly PlacedFault[] = [...modeFaults(sources), ...doubledFaults(entries), ...known, ...more];
  return all.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)).map((fault) => sentence(sources.label, fault));
}
