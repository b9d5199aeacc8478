// GitHub's annotations: the root causes of a run, each at the file and line of its diagnosis.
import type { ResultFile } from "../result-types.ts";
import { type RootCause, rootCauses } from "../root-causes.ts";

/** GitHub shows ten errors a step. */
const shown = 10;

/** Workflow commands, one a line, to be printed in a step of a workflow; nothing outside of one. */
export function renderAnnotations(
  file: ResultFile,
  env: Readonly<Record<string, string | undefined>>,
): string {
  if (env["GITHUB_ACTIONS"] !== "true") return "";
  return rootCauses(file)
    .slice(0, shown)
    .map((cause) => `${annotation(cause)}\n`)
    .join("");
}

function annotation({ record, summary, cure, also, blocks }: RootCause): string {
  const { file, line } = record.diagnosis ?? {};
  const place = [
    ...(file ? [`file=${property(file)}`] : []),
    ...(file && line ? [`line=${line}`] : []),
    `title=${property(`${record.id} ${record.outcome}`)}`,
  ];
  const others = [
    also.length === 0 ? "" : `Also behind ${also.join(", ")}.`,
    blocks.length === 0 ? "" : `Blocks ${blocks.length}: ${blocks.join(", ")}.`,
  ];
  const message = [summary, cure ?? "", ...others].filter(Boolean).join("\n");
  return `::error ${place.join(",")}::${data(message)}`;
}

/** As the runner unescapes them; in a property, a colon or a comma would end it. */
const data = (text: string) => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const property = (text: string) => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
