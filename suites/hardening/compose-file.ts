// A compose file for the rules: every service with what it extends, each setting by its path, with its line.
import path from "node:path";
import type { Position, Service } from "../../fixtures/topology.ts";
import { TopologyError } from "../../fixtures/topology.ts";
import { createComposeFiles } from "../../fixtures/topology/compose-files.ts";
import type { Fault } from "../../fixtures/topology/fault.ts";
import { textOf } from "../../fixtures/topology/interpolate.ts";
import type { Reading } from "../../fixtures/topology/reading.ts";
import { isAcceptance, readService } from "../../fixtures/topology/service.ts";
import type { MapEntry, MapTree, Tree } from "../../fixtures/topology/yaml-tree.ts";

export interface Text {
  /** With every variable replaced. */
  readonly text: string;
  /** As it is written: `${REDIS_PASSWORD:-}`. */
  readonly written: string;
  readonly line: number;
}

export interface ComposeService {
  readonly name: string;
  readonly place: Position;
  readonly compose: Service;
  /** Where the setting of a path such as `deploy.resources.limits` is; undefined when it is not there. */
  readonly at: (path: string) => Position | undefined;
  /** The value of a path; undefined when it is not there, empty, or more than one value. */
  readonly text: (path: string) => string | undefined;
  /** The items of a list, the keys of a mapping, or one value. */
  readonly list: (path: string) => readonly Text[];
  /** The `NAME: value` pairs below a path, also in the list form `NAME=value`. */
  readonly pairs: (path: string) => readonly (Text & { readonly name: string })[];
}

export interface ComposeFile {
  /** Relative to the root, as in every finding. */
  readonly file: string;
  readonly root: string;
  readonly services: readonly ComposeService[];
  /** A value of the file's top, such as `networks.cache.internal`. */
  readonly text: (path: string) => string | undefined;
}

export interface ComposeSource {
  /** Absolute; every path that is shown is relative to it. */
  readonly root: string;
  readonly file: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Reads every service, also those of profiles. @throws {TopologyError} that lists every fault of the file. */
export function readComposeFile({ root, file, env }: ComposeSource): ComposeFile {
  const faults: Fault[] = [];
  const reading = { env, faults };
  const absolute = path.resolve(root, file);
  const files = createComposeFiles(reading, root);
  const top = files.open(absolute);
  if (!top) throw new TopologyError(faults);
  const entries = entryAt(top, "services")?.value;
  const named = entries?.kind === "map" ? [...entries.entries.values()] : [];
  const services = named.flatMap((entry) => {
    const definition = files.definition(absolute, entry);
    return definition && !isAcceptance(definition) ? [viewService(reading, entry, definition)] : [];
  });
  if (faults.length > 0) throw new TopologyError(faults);
  const text = (where: string) => oneText(reading, entryAt(top, where)?.value);
  return { file: path.relative(root, absolute), root, services, text };
}

function viewService(reading: Reading, entry: MapEntry, definition: MapTree): ComposeService {
  const tree = (where: string) => entryAt(definition, where)?.value;
  // A service behind a profile may lack its variables, as in `readTopology`; it is judged all the same.
  const apart: Reading = { env: reading.env, faults: [] };
  const compose = readService(apart, entry, definition);
  if (compose.profiles.length === 0) reading.faults.push(...apart.faults);
  return {
    name: entry.key,
    place: entry.at,
    compose,
    at: (where) => entryAt(definition, where)?.at,
    text: (where) => oneText(reading, tree(where)),
    list: (where) => textsOf(reading, tree(where)),
    pairs: (where) => pairsOf(reading, tree(where)),
  };
}

function entryAt(map: MapTree, where: string): MapEntry | undefined {
  const [key = "", ...rest] = where.split(".");
  const entry = map.entries.get(key);
  if (rest.length === 0 || !entry) return entry;
  return entry.value.kind === "map" ? entryAt(entry.value, rest.join(".")) : undefined;
}

function oneText(reading: Reading, tree: Tree | undefined): string | undefined {
  return tree?.kind === "scalar" ? textOf(reading, tree) || undefined : undefined;
}

function textsOf(reading: Reading, tree: Tree | undefined): readonly Text[] {
  if (!tree) return [];
  if (tree.kind === "list") return tree.items.flatMap((item) => textsOf(reading, item));
  if (tree.kind === "map")
    return [...tree.entries.values()].map(({ key, at }) => ({ text: key, written: key, line: at.line }));
  return tree.value === null
    ? []
    : [{ text: textOf(reading, tree), written: String(tree.value), line: tree.at.line }];
}

function pairsOf(reading: Reading, tree: Tree | undefined): readonly (Text & { name: string })[] {
  if (tree?.kind === "map")
    return [...tree.entries.values()].flatMap(({ key, at, value }) =>
      textsOf(reading, value).map((text) => ({ ...text, name: key, line: at.line })),
    );
  return textsOf(reading, tree).map(({ text, written, line }) => {
    return { name: text.split("=")[0] ?? "", text: afterEquals(text), written: afterEquals(written), line };
  });
}

const afterEquals = (pair: string): string => (pair.includes("=") ? pair.slice(pair.indexOf("=") + 1) : "");
