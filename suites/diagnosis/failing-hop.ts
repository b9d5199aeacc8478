// Rule: of the request that was answered with an error, the innermost service that failed, and what it threw.
import type { Diagnosis } from "../outcome.ts";
import { type Hop, readHops, requestIdOf, type Thrown } from "./hops.ts";
import type { Rule } from "./rule.ts";
import { placeInStack } from "./stack-place.ts";

const route = ({ method, path }: Hop) => `${method} ${path}`;

function ofThrown({ service, message, stack }: Thrown, hop: Hop | undefined): Diagnosis {
  const place = placeInStack(stack.split("\n"));
  const where = place ? ` (${place.file}${place.line === undefined ? "" : `:${place.line}`})` : "";
  const answer = hop ? ` while it answered ${route(hop)} with ${hop.status}` : "";
  return {
    summary: `${service} threw "${message}"${where}${answer}`,
    file: place?.file,
    line: place?.line,
    cure: "let it answer what the caller can act on, or mend what it trips over",
  };
}

function ofHop(inner: Hop, outer: Hop | undefined): Diagnosis {
  const asked =
    outer && outer.service !== inner.service ? `, asked by ${outer.service} for ${route(outer)}` : "";
  return {
    summary: `${inner.service} answers ${route(inner)} with ${inner.status}${asked}`,
    file: undefined,
    line: undefined,
    cure: undefined,
  };
}

export const failingHop: Rule = async ({ context, error }) => {
  const last = context.evidence.items.findLast(({ kind }) => kind === "exchange");
  const id = last && requestIdOf(last);
  if (id === undefined) return undefined;
  const { hops, thrown } = await readHops(context, id);
  const failed = hops.find(({ status }) => status >= 400);
  // A refusal may be what was wanted: only the check's own words say that this status was wrong. A 500 never is.
  const isComplaint = error.message.includes(String(hops.at(-1)?.status));
  const [first] = thrown;
  const at = first && hops.find(({ service }) => service === first.service);
  if (first && (isComplaint || at === undefined || at.status === 500)) return ofThrown(first, at);
  if (!failed || !isComplaint) return undefined;
  const said = ofHop(failed, hops.at(-1));
  const [message = ""] = error.message.split("\n", 1);
  return { ...said, summary: `${said.summary}: ${message}` };
};
