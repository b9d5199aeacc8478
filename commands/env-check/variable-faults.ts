// The faults of .env that no service can see: what is unknown, doubled, left from the template, or no port.
import { isIP } from "node:net";
import { didYouMean } from "../../fixtures/topology/did-you-mean.ts";
import { type EnvEntry, type EnvFault, readEnvFile } from "./env-file.ts";

export interface VariableSources {
  readonly entries: readonly EnvEntry[];
  /** What the caller's own environment sets; it wins over the file, as compose has it. */
  readonly given: Readonly<Record<string, string>>;
  /** The text of .env.template. */
  readonly template: string;
  /** The text of the compose file and of what it extends. */
  readonly compose: string;
}

const minPasswordLength = 16;
const makeOne = "such as: openssl rand -hex 32";
const fileFault = ({ name, line }: EnvEntry, problem: string): EnvFault => ({ name, line, problem });

function unknown({ entries, template }: VariableSources): EnvFault[] {
  const known = readEnvFile(template).entries.map(({ name }) => name);
  // Compose and Docker read variables of their own from there.
  const foreign = entries.filter(
    ({ name }) => !known.includes(name) && !/^(COMPOSE|DOCKER|BUILDKIT)_/.test(name),
  );
  return foreign.map((entry) => {
    const near = didYouMean(entry.name, known);
    const hint = near.startsWith("did") ? near : ".env.template lists those that are";
    return fileFault(entry, `is read by nobody; ${hint}`);
  });
}

/** Each line whose variable an earlier one has too. */
export function doubledFaults(entries: readonly EnvEntry[]): readonly EnvFault[] {
  const first = new Map(entries.toReversed().map(({ name, line }) => [name, line]));
  return entries
    .filter(({ name, line }) => first.get(name) !== line)
    .map((entry) => fileFault(entry, `is there twice; line ${first.get(entry.name)} has it too`));
}

/** The secrets: what the template holds a placeholder for, and compose reads. */
function secrets({ entries, given, template, compose }: VariableSources): EnvFault[] {
  const wanted = readEnvFile(template).entries.filter(
    ({ name, value }) => value.includes("change-me") && compose.includes("${" + name),
  );
  return wanted.flatMap(({ name }) => {
    const entry = entries.findLast((one) => one.name === name);
    const value = given[name] || entry?.value || "";
    const at = given[name] ? undefined : entry?.line;
    if (entry?.garbled && !given[name]) return [];
    if (value === "") return [{ name, line: at, problem: `is missing; give it a value, ${makeOne}` }];
    if (!/change-me|test-only-/.test(value)) return [];
    return [{ name, line: at, problem: `is a placeholder that everybody knows; replace it, ${makeOne}` }];
  });
}

/** `:${NAME…}@` in a URL: the characters that mean something there cannot be told from the password. */
function passwordsInUrls({ entries, given, compose }: VariableSources): EnvFault[] {
  const names = new Set(Array.from(compose.matchAll(/:\$\{(\w+)[^}]*\}@/g), ([, name = ""]) => name));
  return [...names].flatMap((name) => {
    const entry = entries.findLast((one) => one.name === name);
    const value = given[name] || entry?.value || "";
    const fault = (problem: string) => [{ name, line: given[name] ? undefined : entry?.line, problem }];
    if (value === "") return [];
    if (!/^[A-Za-z0-9._~-]+$/.test(value))
      return fault("becomes part of a URL; use letters and digits only, such as: openssl rand -hex 32");
    if (value.length < minPasswordLength)
      return fault(`is too short: it needs at least ${minPasswordLength} characters`);
    return [];
  });
}

/** `${NAME_PORT:-8000}`: a number, and no two the same. */
function ports({ entries, given, compose }: VariableSources): EnvFault[] {
  const taken = new Map<number, string>();
  const variables = new Map(
    Array.from(compose.matchAll(/\$\{(\w+_PORT):-(\d+)\}/g), ([, name = "", standard = ""]) => [
      name,
      standard,
    ]),
  );
  return [...variables].flatMap(([name, standard]) => {
    const entry = entries.findLast((one) => one.name === name);
    const text = given[name] || entry?.value || standard;
    const fault = (problem: string) => [{ name, line: given[name] ? undefined : entry?.line, problem }];
    const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
    if (port < 1 || port > 65_535) return fault("is no port; write a number from 1 to 65535");
    const other = taken.get(port);
    taken.set(port, name);
    return other ? fault(`is ${port}, and so is ${other}; give each a port of its own`) : [];
  });
}

const addressFaults = ({ entries, given }: VariableSources): EnvFault[] => {
  const entry = entries.findLast(({ name }) => name === "PUBLISH_ADDRESS");
  const text = given["PUBLISH_ADDRESS"] || entry?.value || "127.0.0.1";
  if (isIP(text)) return [];
  return [
    {
      name: "PUBLISH_ADDRESS",
      line: entry?.line,
      problem: "is no IP address; write 127.0.0.1 for this machine alone, or 0.0.0.0 for all",
    },
  ];
};

export const variableFaults = (sources: VariableSources): readonly EnvFault[] =>
  [unknown, secrets, passwordsInUrls, ports, addressFaults].flatMap((look) => look(sources));
