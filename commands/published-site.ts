// Goes on from the published site of reports, and makes the next one: its histories outlive every single run there.
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { StackError } from "../fixtures/stack-error.ts";
import { UsageError } from "./usage-error.ts";

/** By their place on the site: where in the reports each belongs. */
const restored: Readonly<Record<string, string>> = {
  "history.jsonl": "history.jsonl",
  "allure-history.jsonl": "allure-history.jsonl",
  "pass-rate.json": "base/pass-rate.json",
};

/** Logs and states of one machine, results of other runs, and what Allure's pages were made of. */
const notPublished = new Set(["base", "system", "runs", "deployed", "allure-results"]);

const timeoutMs = 30_000;

/** Undefined for what is not published. A site that does not answer is no site without a history. */
async function fetchText(url: URL): Promise<string | undefined> {
  const reply = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) }).catch((cause: unknown) => {
    const { message, cause: why } = cause as Error;
    const said = why instanceof Error ? why.message : message;
    throw new StackError(
      `${url.href} does not answer (${said}); publishing without it would lose the history`,
      {
        cause,
      },
    );
  });
  if (reply.status === 404) return undefined;
  if (!reply.ok)
    throw new StackError(`${url.href} answers ${reply.status}; publishing without it would lose the history`);
  return await reply.text();
}

/** Writes what is published into `out`, a line for each. @throws {StackError} for a site that does not answer. */
export async function restoreSite(site: string, out: string): Promise<void> {
  if (!/^https?:/.test(site) || !URL.canParse(site))
    throw new UsageError(`"${site}" is no address of a site`);
  const root = new URL(site.endsWith("/") ? site : `${site}/`);
  for (const [name, place] of Object.entries(restored)) {
    const text = await fetchText(new URL(name, root));
    console.log(text === undefined ? `${name} is not published yet.` : `${name}: ${text.length} characters.`);
    if (text === undefined) continue;
    const target = path.join(out, place);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
}

/** Makes `target` of the reports in `out`. @throws {StackError} where there are none. */
export function assembleSite(target: string, out: string): void {
  if (!existsSync(path.join(out, "pass-rate.json")))
    throw new StackError(`${out} holds no reports; npm run verify or npm run merge writes them`);
  rmSync(target, { recursive: true, force: true });
  cpSync(out, target, {
    recursive: true,
    filter: (source) => !notPublished.has(path.relative(out, source)) && !source.endsWith(".unfinished"),
  });
}
