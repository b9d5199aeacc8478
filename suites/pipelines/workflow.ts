// Reads a GitHub workflow as data that keeps its line numbers.
import { type Document, isMap, isNode, LineCounter, parseDocument } from "yaml";

/** As it is written: a word, or scope by scope; undefined where nothing is said. */
export type Permissions = string | Readonly<Record<string, string>> | undefined;

export interface Step {
  readonly line: number;
  readonly uses: string | undefined;
  /** What stands behind `uses:` as a comment, without `#`. */
  readonly pinComment: string | undefined;
  readonly run: string | undefined;
  readonly with: Readonly<Record<string, unknown>>;
}

export interface Job {
  readonly name: string;
  readonly line: number;
  readonly permissions: Permissions;
  readonly runsOn: string;
  readonly timeoutMinutes: number | undefined;
  readonly if: string;
  readonly needs: readonly string[];
  readonly environment: unknown;
  readonly steps: readonly Step[];
}

export interface Workflow {
  readonly file: string;
  readonly text: string;
  /** Names of the events. */
  readonly on: readonly string[];
  readonly permissions: Permissions;
  readonly concurrency: { readonly group: string; readonly cancel: string } | undefined;
  readonly shell: string | undefined;
  readonly jobs: readonly Job[];
}

type Json = Readonly<Record<string, unknown>>;

/** What YAML or actionlint refuses is for actionlint to say: here it is read as far as it goes. */
export function readWorkflow(file: string, text: string): Workflow {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const content = record(document.toJS());
  const lineAt = (path: readonly (string | number)[]) => lineOf(document, lines, path);
  const concurrency = content["concurrency"];
  return {
    file,
    text,
    on: eventsOf(content["on"]),
    permissions: content["permissions"] as Permissions,
    concurrency: concurrency === undefined ? undefined : concurrencyOf(concurrency),
    shell: textOf(record(record(content["defaults"])["run"])["shell"]),
    jobs: Object.entries(record(content["jobs"])).map(([name, job]) =>
      readJob({ name, job: record(job), lineAt, comment: (path) => commentAt(document, path) }),
    ),
  };
}

interface JobInput {
  readonly name: string;
  readonly job: Json;
  readonly lineAt: (path: readonly (string | number)[]) => number;
  readonly comment: (path: readonly (string | number)[]) => string | undefined;
}

function readJob({ name, job, lineAt, comment }: JobInput): Job {
  const steps = Array.isArray(job["steps"]) ? (job["steps"] as unknown[]) : [];
  return {
    name,
    line: lineAt(["jobs", name]),
    permissions: job["permissions"] as Permissions,
    runsOn: textOf(job["runs-on"]) ?? "",
    timeoutMinutes: typeof job["timeout-minutes"] === "number" ? job["timeout-minutes"] : undefined,
    if: textOf(job["if"]) ?? "",
    needs: [job["needs"] ?? []].flat().map(String),
    environment: job["environment"],
    steps: steps.map(record).map((step, index) => ({
      line: lineAt(["jobs", name, "steps", index]),
      uses: textOf(step["uses"]),
      pinComment: comment(["jobs", name, "steps", index, "uses"]),
      run: textOf(step["run"]),
      with: record(step["with"]),
    })),
  };
}

const record = (value: unknown): Json =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : undefined;

/** `on: push`, `on: [push]` and `on: { push: … }` say the same. */
function eventsOf(on: unknown): readonly string[] {
  if (typeof on === "string") return [on];
  return Array.isArray(on) ? on.map(String) : Object.keys(record(on));
}

function concurrencyOf(value: unknown): Workflow["concurrency"] {
  if (typeof value === "string") return { group: value, cancel: "false" };
  const { group, "cancel-in-progress": cancel } = record(value);
  return { group: textOf(group) ?? "", cancel: textOf(cancel) ?? "false" };
}

/** Of the key, where it has one, else of the value; 1 for what is not there. */
function lineOf(document: Document, lines: LineCounter, path: readonly (string | number)[]): number {
  const parent = document.getIn(path.slice(0, -1));
  const key = isMap(parent)
    ? parent.items.find((pair) => isNode(pair.key) && String(pair.key) === String(path.at(-1)))?.key
    : undefined;
  const node = key ?? document.getIn(path, true);
  const start = isNode(node) ? node.range?.[0] : undefined;
  return start === undefined ? 1 : lines.linePos(start).line;
}

function commentAt(document: Document, path: readonly (string | number)[]): string | undefined {
  const node = document.getIn(path, true);
  return isNode(node) ? node.comment?.trim() : undefined;
}
