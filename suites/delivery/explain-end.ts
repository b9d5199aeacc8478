// Makes the failure of a command that did not end as it should: the service to blame, its line, its last words.
import { readFileSync } from "node:fs";
import path from "node:path";
import { Failure } from "../failure.ts";
import { type Ended, endOf } from "./command.ts";
import { healthOf } from "./compose-project.ts";
import type { Deployment } from "./deployment.ts";

/** The line of a compose file on which a service begins; 1 where it is not there. */
export function lineOf(tree: string, file: string, service: string): number {
  const lines = readFileSync(path.join(tree, file), "utf8").split("\n");
  return lines.findIndex((line) => new RegExp(`^  ["']?${service}["']?:`).test(line)) + 1 || 1;
}

const quotedLines = 6;
const said = (lines: readonly string[]): string => lines.map((line) => line.trim()).join(" | ");
/** With it a command begins to say why it ended as it did. */
const complaint = /did not come up|to put right|failed|cannot|error/i;

/** From its complaint on where it has one, else its end. */
export function wordsOf({ lines }: Ended): string {
  const full = lines.filter((line) => line.trim() !== "");
  const from = full.findIndex((line) => complaint.test(line));
  return said(from < 0 ? full.slice(-quotedLines) : full.slice(from, from + 2 * quotedLines));
}

/** What crashes is the cause, what still starts or was never started is what came of it. */
const patience = ["restarting", "exited", "dead", "unhealthy", "starting", "created"];

/** `llm-orchestrator is unhealthy; its last lines: …`, for each container that is not well, the worst first. */
async function culprits({ project }: Deployment): Promise<readonly { service: string; sentence: string }[]> {
  const members = await project.members();
  const sick = members.filter((member) => !["healthy", "running"].includes(healthOf(member)));
  const ranked = sick.toSorted((a, b) => patience.indexOf(healthOf(a)) - patience.indexOf(healthOf(b)));
  return await Promise.all(
    ranked.map(async (member) => {
      const lines = await project.lastLines(member.service, quotedLines);
      const last = lines.length > 0 ? `its last lines: ${said(lines)}` : "it has said nothing";
      return { service: member.service, sentence: `${member.service} is ${healthOf(member)}; ${last}` };
    }),
  );
}

/** The service that the command itself blames. */
function blamed({ lines }: Ended): string | undefined {
  const named = /(?:^|: )(?<service>[\w-]+) (?:\(unhealthy\)|is unhealthy|stays unhealthy|keeps crashing)/;
  return lines.map((line) => named.exec(line)?.groups?.["service"]).find((service) => service !== undefined);
}

/** What bash says of a script that it cannot go on with: `…/deploy/ready.sh: line 33: x: unbound variable`. */
const scriptFault = /(?<script>[\w./-]+\.sh): line (?<line>\d+): (?<what>.+)/;

/** The script's own fault is the cause, whatever it left half started. */
export function scriptFailure({ lines }: Pick<Ended, "lines">, tree: string): Failure | undefined {
  const { script, line, what } = lines.map((text) => scriptFault.exec(text)?.groups).find(Boolean) ?? {};
  if (script === undefined || line === undefined) return undefined;
  const file = path.relative(tree, path.resolve(tree, script));
  return new Failure(`${file}:${line}: ${what}`, { file, line: Number(line) });
}

/** `file` is the compose file whose services the command starts. */
export async function explainEnd(deployment: Deployment, ended: Ended, file: string): Promise<Failure> {
  const { tree, redact } = deployment;
  const inScript = scriptFailure(ended, tree);
  if (inScript) return inScript;
  const [first, ...more] = await culprits(deployment);
  const others = more.length > 0 ? ` (also not well: ${more.map(({ service }) => service).join(", ")})` : "";
  const why = first ? `${first.sentence}${others}` : `it said: ${wordsOf(ended)}`;
  const service = first?.service ?? blamed(ended);
  const line = service === undefined ? 1 : lineOf(tree, file, service);
  return new Failure(redact(`${endOf(ended)}: ${why}`), { file, line });
}

/** @throws {Failure} unless the command ended with this code. */
export async function expectCode(
  deployment: Deployment,
  ended: Ended,
  { code, file }: { readonly code: number; readonly file: string },
): Promise<void> {
  if (ended.code !== code || ended.timedOut) throw await explainEnd(deployment, ended, file);
}
