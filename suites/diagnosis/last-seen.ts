// What can be said where no rule is sure: what was wrong, what was seen last and of whom; never a line.
import type { CheckContext } from "../check-context.ts";
import type { Diagnosis, Evidence } from "../outcome.ts";
import { logWords } from "./log-words.ts";
import { readHops, requestIdOf } from "./hops.ts";

const linesShown = 3;

/** `platform-services: POST /auth/login -> 200`, without the address, which is another one in each run. */
function nameExchange({ service, summary }: Evidence): string {
  const short = summary.replace(/https?:\/\/[^/\s]+/, "").replace(/ in \d+ ms$/, "");
  return service === undefined ? short : `${service}: ${short}`;
}

async function behind(context: CheckContext, last: Evidence): Promise<string> {
  const id = requestIdOf(last);
  if (id === undefined) return "";
  const { hops } = await readHops(context, id);
  const inner = hops.filter(({ service }) => service !== last.service);
  const shown = inner.map(
    ({ service, method, path, status }) => `${service} (${method} ${path} -> ${status})`,
  );
  return shown.length === 0 ? "" : `, behind it ${shown.join(" and ")}`;
}

/** A service that is not ready may have said why. */
async function complaint({ stack, can }: CheckContext, last: Evidence): Promise<string> {
  const isUnready = /\/ready\b.*-> (?:503|200)/.test(last.summary) && last.service !== undefined;
  if (!isUnready || !can("logs")) return "";
  const lines = await stack.logs(last.service ?? "");
  const said = lines.findLast(({ text }) => /"level":"(?:warn|error|fatal)"/.test(text));
  return said ? `; its log says: ${logWords(said.text)}` : "";
}

export async function seenLast(context: CheckContext, error: Error): Promise<Diagnosis> {
  const { criterion, evidence } = context;
  const last = evidence.items.findLast(({ kind }) => kind === "exchange");
  const noted = evidence.items.findLast(({ service }) => service !== undefined);
  const message = error.message.split("\n").filter(Boolean).slice(0, linesShown).join(" ").trim();
  const seen = last
    ? `; last seen: ${nameExchange(last)}${await behind(context, last)}${await complaint(context, last)}`
    : noted
      ? `; seen of ${noted.service}: ${noted.summary}`
      : "";
  const summary = `${criterion.check.failureTitle}: ${message}${seen}`;
  return { summary, file: undefined, line: undefined, cure: undefined };
}
