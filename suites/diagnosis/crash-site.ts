// Where a service's own code ended it: the file and line that Node names when a process dies of an error.
import type { LogLine, ServiceState } from "../../fixtures/stack.ts";
import type { Diagnosis } from "../outcome.ts";
import { placeInStack } from "./stack-place.ts";

const errorLine = /^\w*Error(?: \[\w+\])?: /;

/** Undefined unless the log ends in an error that Node itself wrote, from a file of the project. */
export function crashSite(
  service: string,
  lines: readonly LogLine[],
  { restartCount }: Pick<ServiceState, "restartCount">,
): Diagnosis | undefined {
  const texts = lines.map(({ text }) => text);
  const at = texts.findLastIndex((text) => errorLine.test(text));
  const error = texts[at]?.trim();
  if (error === undefined) return undefined;
  // Node quotes the line above the error, and writes the frames below it.
  const site = placeInStack([
    ...texts.slice(Math.max(0, at - 8), at + 1).toReversed(),
    ...texts.slice(at + 1, at + 20),
  ]);
  if (!site) return undefined;
  const { file, line } = site;
  const place = line === undefined ? file : `${file}:${line}`;
  const again = restartCount > 0 ? ` and was restarted, ${restartCount} times so far` : "";
  const summary = `${service} ended by an error of its own${again}: ${error.slice(0, 300)} (${place})`;
  return { summary, file, line, cure: "mend what it says there" };
}
