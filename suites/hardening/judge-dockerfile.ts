// Rules for a Dockerfile: the user, the base, and what stays in the image for good.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Finding } from "./finding.ts";
import { isPinned } from "./pinned-image.ts";
import type { RuleId } from "./rule-ids.ts";
import { carriesSecret, isSecretName } from "./secret-names.ts";

interface Instruction {
  readonly word: string;
  readonly rest: string;
  readonly line: number;
}

type Fault = Omit<Finding, "file" | "where">;

/** Instructions with their continuation lines, comments left out. */
function readInstructions(text: string): readonly Instruction[] {
  const found: Instruction[] = [];
  let open: { text: string; line: number } | undefined;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*#/.test(line) || (!open && line.trim() === "")) continue;
    const whole = open ? { ...open, text: `${open.text} ${line.trim()}` } : { text: line, line: index + 1 };
    open = whole.text.endsWith("\\") ? { ...whole, text: whole.text.slice(0, -1) } : undefined;
    if (open) continue;
    const { word = "", rest = "" } = /^\s*(?<word>\w+)\s+(?<rest>.*)$/.exec(whole.text)?.groups ?? {};
    found.push({ word: word.toUpperCase(), rest: rest.trim(), line: whole.line });
  }
  return found;
}

const fault = (rule: RuleId, line: number, [summary, cure]: readonly [string, string]): Fault => ({
  rule,
  line,
  summary,
  cure,
});

function userFaults(all: readonly Instruction[]): readonly Fault[] {
  const lastStage = all.slice(all.findLastIndex(({ word }) => word === "FROM"));
  const user = lastStage.findLast(({ word }) => word === "USER");
  if (user && !/^(?:root|0+)(?::|$)/.test(user.rest)) return [];
  const line = user?.line ?? lastStage[0]?.line ?? 1;
  return [
    fault("dockerfile.user", line, ["the image runs as root", "end the last stage with a USER that is not"]),
  ];
}

function baseFaults(all: readonly Instruction[]): readonly Fault[] {
  const stages = new Set(all.map(({ rest }) => / AS (?<name>\S+)$/i.exec(rest)?.groups?.["name"]));
  const args = new Map<string, string>();
  for (const { word, rest } of all) {
    const { name, value = "" } = /^(?<name>\w+)=?(?<value>.*)$/.exec(rest)?.groups ?? {};
    if (word === "ARG" && name !== undefined) args.set(name, value);
  }
  return all.flatMap(({ word, rest, line }) => {
    const named = rest.replace(/^(?:--\S+\s+)+/, "").split(/\s+/)[0] ?? "";
    const image = named.replace(
      /\$\{?(\w+)(?::-([^}]*))?\}?/,
      (_, name: string, otherwise = "") => args.get(name) || String(otherwise),
    );
    if (word !== "FROM" || image === "scratch" || stages.has(image) || isPinned(image)) return [];
    const summary = `the base ${image || named} is another image tomorrow`;
    return [fault("dockerfile.base-pin", line, [summary, "name a version, or a digest"])];
  });
}

const namesIn = (rest: string): readonly string[] =>
  rest.includes("=")
    ? Array.from(rest.matchAll(/(?<name>\w+)=/g), ({ groups }) => groups?.["name"] ?? "")
    : [rest.split(/\s+/)[0] ?? ""];

function instructionFaults({ word, rest, line }: Instruction): readonly Fault[] {
  const secret =
    (["ENV", "ARG"].includes(word) && namesIn(rest).some(isSecretName)) || (word && carriesSecret(rest));
  const remote =
    (word === "ADD" && /(?:https?|git):/.test(rest) && !rest.includes("--checksum=")) ||
    (word === "RUN" && /\b(?:curl|wget)\b[^;&]*\|\s*(?:ba|da)?sh\b/.test(rest));
  return [
    ...(secret
      ? [
          fault("dockerfile.secret", line, [
            `${word} writes a secret into the image`,
            "RUN --mount=type=secret",
          ]),
        ]
      : []),
    ...(remote
      ? [
          fault("dockerfile.remote", line, [
            `${word} takes in whatever an address answers`,
            "pin it by its checksum",
          ]),
        ]
      : []),
  ];
}

/** A context that has them can bring them into the image by one `COPY . .`. */
function ignoreFaults(root: string): readonly Fault[] {
  const file = path.join(root, ".dockerignore");
  const lines = existsSync(file) ? readFileSync(file, "utf8").split(/\r?\n/) : [];
  const covers = (name: string) =>
    lines.some((line) => ["*", "**", name, `${name}*`, `/${name}`].includes(line));
  const missing = [".env", "secrets", ".git"].filter((name) => !covers(name));
  if (missing.length === 0) return [];
  const summary = `the build context has ${missing.join(", ")}`;
  return [
    fault("dockerfile.ignore", 1, [summary, 'write "*" into .dockerignore, and what is needed with "!"']),
  ];
}

/** Judges `file` of `root`, whose .dockerignore is the context's. */
export function judgeDockerfile(root: string, file: string): readonly Finding[] {
  const all = readInstructions(readFileSync(path.join(root, file), "utf8"));
  const faults = [...userFaults(all), ...baseFaults(all), ...all.flatMap(instructionFaults)];
  return [
    ...faults.map((each) => ({ ...each, file, where: file })),
    ...ignoreFaults(root).map((each) => ({ ...each, file: ".dockerignore", where: ".dockerignore" })),
  ];
}
