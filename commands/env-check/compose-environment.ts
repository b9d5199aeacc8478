// What a compose file makes of the variables: each service's environment, and the text that reads them.
import { readFileSync } from "node:fs";
import path from "node:path";
import { createComposeFiles } from "../../fixtures/topology/compose-files.ts";
import { childMap, scalarText } from "../../fixtures/topology/tree-access.ts";
import { type Service, readTopology } from "../../fixtures/topology.ts";
import type { ServiceEnvironment } from "./service-faults.ts";

export interface ComposeEnvironment {
  readonly services: readonly ServiceEnvironment[];
  /** The file itself and those that it extends. */
  readonly text: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** Where the secrets of the file lie on this machine, by the name that they have in `/run/secrets`. */
function secretFiles(file: string, env: Variables): ReadonlyMap<string, string> {
  const reading = { env, faults: [] };
  const top = createComposeFiles(reading, path.dirname(file)).open(file);
  const secrets = top ? [...(childMap(reading, top, "secrets")?.entries.values() ?? [])] : [];
  return new Map(
    secrets.flatMap(({ key, value }) => {
      const source = value.kind === "map" ? scalarText(reading, value, "file") : undefined;
      return source === undefined ? [] : [[key, path.resolve(path.dirname(file), source)]];
    }),
  );
}

/** The service's variables, with secrets' files where they lie here instead of in the container. */
function environmentOf(service: Service, secrets: ReadonlyMap<string, string>): ServiceEnvironment {
  const onThisMachine = (value: string): string => {
    const name = /^\/run\/secrets\/(.+)$/.exec(value)?.[1];
    return name === undefined ? value : (secrets.get(name) ?? value);
  };
  const pairs = service.environment.map(({ name, value }) => [name, onThisMachine(value)] as const);
  return { name: service.name, environment: Object.fromEntries(pairs) };
}

/** What is published where is judged by itself: a port that is none would end the reading of the file. */
const isPublication = (name: string): boolean => name === "PUBLISH_ADDRESS" || /\w_PORT$/.test(name);

/** @throws {TopologyError} when the file is no compose file, or wants a variable that is not set. */
export function composeEnvironment(file: string, env: Variables): ComposeEnvironment {
  const variables = Object.fromEntries(Object.entries(env).filter(([name]) => !isPublication(name)));
  const topology = readTopology({ file, env: variables });
  const secrets = secretFiles(path.resolve(file), variables);
  const places = topology.services.flatMap(({ at, environment }) => [
    at,
    ...environment.map((one) => one.at),
  ]);
  const files = new Set([topology.file, ...places.map((place) => place.file)]);
  return {
    services: topology.services.map((service) => environmentOf(service, secrets)),
    text: [...files].map((name) => readFileSync(path.join(topology.directory, name), "utf8")).join("\n"),
  };
}
