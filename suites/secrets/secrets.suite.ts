// Judges that the environment is written down whole, and that no value of it is in the repository.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import { Unknowable } from "../../fixtures/unknowable.ts";
import { Failure } from "../failure.ts";
import { verify } from "../verify.ts";
import { credentialsIn } from "./credential-shapes.ts";
import { templateFaults } from "./environment-template.ts";
import { describeHistory, isIgnored, readHistory, readTree, trackedFiles } from "./repository.ts";
import { secrets } from "./secrets.checks.ts";
import { variablesRead } from "./variables-read.ts";

const template = ".env.template";

/** An archive, or a copy in an image, has no history to read. */
function needRepository(root: string): void {
  if (!existsSync(path.join(root, ".git")))
    throw new Unknowable("this tree is a copy without its git repository");
}

verify(secrets.template, ({ root, evidence }) => {
  const file = path.join(root, template);
  if (!existsSync(file)) throw new Failure(`${template} is not there`, { file: template, cure: "write it" });
  const text = readFileSync(file, "utf8");
  const read = variablesRead(root);
  evidence.record({
    kind: "files",
    service: undefined,
    summary: `${read.size} variables are read: ${[...read.keys()].join(", ")}`,
  });
  const faults = templateFaults(text, read);
  const [first] = faults;
  if (first) {
    const summary = `${template}: ${faults.map((fault) => fault.summary).join("; ")}`;
    throw new Failure(summary, { file: template, line: first.line, cure: first.cure });
  }
  const tokenLines = text.split("\n").filter((line) => line.includes("AIRTABLE_TOKEN")).length;
  expect(tokenLines, `lines of ${template} that match AIRTABLE_TOKEN, as the plan's grep counts them`).toBe(
    1,
  );
  expect(text.split("\n").flatMap(credentialsIn), `credentials in ${template}`).toEqual([]);
});

verify(secrets.ignored, async ({ root, evidence }) => {
  needRepository(root);
  const seen: Record<string, boolean> = {};
  for (const name of [".env", ".env.local", ".env.production", template])
    seen[name] = await isIgnored(root, name);
  const tracked = await trackedFiles(root, ".env", ".env.*");
  const summary = `git ignores ${JSON.stringify(seen)}; it tracks ${tracked.join(", ") || "none of them"}`;
  evidence.record({ kind: "files", service: undefined, summary });
  const cure = { file: ".gitignore", line: 1, cure: "add .env" };
  if (!seen[".env"]) throw new Failure(".env is not ignored by git", cure);
  expect(seen, "what git ignores").toEqual({
    ".env": true,
    ".env.local": true,
    ".env.production": true,
    [template]: false,
  });
  expect(
    tracked.filter((name) => name !== template),
    "environment files that git tracks",
  ).toEqual([]);
});

verify(secrets.clean, async ({ root, evidence }) => {
  needRepository(root);
  const found: string[] = [];
  const look = ({ where, text }: { where: string; text: string }) => {
    for (const { kind, shown } of credentialsIn(text)) found.push(`${where}: ${kind} ${shown}`);
  };
  const { commits, shallow } = await describeHistory(root);
  const tree = await readTree(root, look);
  const history = await readHistory(root, look);
  const summary = `read ${tree} lines of the tree and ${history} lines that ${commits} commits added${shallow ? " (a shallow clone: the commits before are not here)" : ""}`;
  evidence.record({ kind: "files", service: undefined, summary });
  expect(tree, "lines of the tree").toBeGreaterThan(0);
  expect(history, "lines of the history").toBeGreaterThan(0);
  const [first] = found;
  if (!first) return;
  const [, file, line] = /^(?<file>[^\s:]+):(?<line>\d+): /.exec(first) ?? [];
  throw new Failure(`${found.length} credentials: ${found.slice(0, 10).join("; ")}`, {
    ...(file ? { file, line: Number(line) } : {}),
    cure: "revoke it where it was issued, then take it out",
  });
});
