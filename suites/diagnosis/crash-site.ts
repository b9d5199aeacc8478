// Where a service's own code ended it: the file and line that Node names when a process dies of an error.
import { fileURLToPath } from "node:url";
import path from "node:path";
import type { LogLine } from "../../fixtures/stack.ts";
import type { Diagnosis } from "../outcome.ts";

/** Node writes it above the line that it quotes: `file:///…/app.ts:12`. */
const heading = /^(?<file>(?:file:\/\/)?\/\S+\.[cm]?[jt]s):(?<line>\d+)$/;
const frame =
  /\((?<file>file:\/\/\/\S+?):(?<line>\d+):\d+\)$|at (?<bare>file:\/\/\/\S+?):(?<bareLine>\d+):\d+$/;
const errorLine = /^\w*Error(?: \[\w+\])?: /;
/** Of a module that is not there, Node names who imports it, and no line. */
const importer = /imported from (?<file>\/\S+)$/;

interface Site {
  readonly file: string;
  readonly line: number | undefined;
}

const toPath = (file: string) => (file.startsWith("file:") ? fileURLToPath(file) : file);

function siteOf(text: string): Site | undefined {
  const head = heading.exec(text)?.groups;
  if (head) return { file: toPath(head["file"] ?? ""), line: Number(head["line"]) };
  const importing = importer.exec(text)?.groups?.["file"];
  if (importing !== undefined) return { file: importing, line: undefined };
  const found = frame.exec(text)?.groups;
  const file = found?.["file"] ?? found?.["bare"];
  if (file === undefined) return undefined;
  return { file: toPath(file), line: Number(found?.["line"] ?? found?.["bareLine"]) };
}

/** Undefined unless the log ends in an error that Node itself wrote, from a file of the project at `root`. */
export function crashSite(service: string, lines: readonly LogLine[], root: string): Diagnosis | undefined {
  const at = lines.findLastIndex(({ text }) => errorLine.test(text));
  const error = lines[at]?.text.trim();
  if (error === undefined) return undefined;
  const around = [...lines.slice(Math.max(0, at - 8), at + 1).toReversed(), ...lines.slice(at + 1, at + 20)];
  const site = around
    .flatMap(({ text }) => siteOf(text) ?? [])
    .find(({ file }) => file.startsWith(`${root}${path.sep}`) && !file.includes("node_modules"));
  if (!site) return undefined;
  const file = path.relative(root, site.file);
  const place = site.line === undefined ? file : `${file}:${site.line}`;
  const summary = `${service} ended by an error of its own: ${error.slice(0, 300)} (${place})`;
  return { summary, file, line: site.line, cure: "mend what it says there" };
}
