// Reads what `--runtime attached` is told: which system that already runs, and what may be done to it.
import { unknownWord, UsageError } from "./usage-error.ts";

/** `limits` floods, so that this machine's address is refused for a window; `chaos` disturbs, and floods too. */
const leaves = ["limits", "chaos"] as const;
export type Leave = (typeof leaves)[number];

export interface AttachOptions {
  /** The compose project; undefined: the system is known by its URLs. */
  readonly project: string | undefined;
  /** By service, as they were written. */
  readonly urls: ReadonlyMap<string, URL>;
  readonly allow: ReadonlySet<Leave>;
  readonly waitSeconds: number;
  /** Undefined: the project's own, else compose.test.yml. */
  readonly file: string | undefined;
}

export interface AttachWords {
  readonly project?: string | undefined;
  readonly url?: readonly string[] | undefined;
  readonly allow?: readonly string[] | undefined;
  readonly wait?: string | undefined;
  readonly file?: string | undefined;
}

export const attachHelp = `
With --runtime attached, a system that already runs is judged instead; nothing of it is started or stopped:
  --project NAME      a compose project of this machine's engine (docker compose up -d); --file is then by
                      default the compose file that it was started from
  --url SERVICE=URL   a system that is known by its URLs alone, one for each service
                      (--url platform-services=http://localhost:7007); also postgres=postgresql://HOST:PORT,
                      redis=redis://HOST:PORT and airtable=http://HOST:PORT where they can be reached.
                      Its keys (API_KEY, JWT_SECRET, …) are taken from .env or the environment
  --allow limits      also flood it: whoever shares this machine's address is refused for a window
  --allow chaos       also kill, stop and pause its containers, start replicas beside them, make its
                      simulated Airtable fail, and flood it
  --wait SECONDS      how long to wait for services that do not answer yet (default 30)
People with addresses of their own are registered there in every case. Nothing is written to a real Airtable.
`;

const defaultWait = "30";
const longestWait = 3600;

/** @throws {UsageError} one sentence that names the word at fault; undefined unless the runtime is attached. */
export function readAttachOptions(runtime: string, words: AttachWords): AttachOptions | undefined {
  const { project, url = [], allow = [], wait, file } = words;
  if (runtime !== "attached") {
    const given = Object.entries({ project, url: url[0], allow: allow[0], wait });
    const stray = given.find(([, value]) => value !== undefined)?.[0];
    if (stray !== undefined) throw new UsageError(`--${stray} is for --runtime attached, not ${runtime}`);
    return undefined;
  }
  if ((project === undefined) === (url.length === 0))
    throw new UsageError("--runtime attached takes either --project NAME or --url SERVICE=URL; see --help");
  return { project, urls: readUrls(url), allow: readLeaves(allow), waitSeconds: readWait(wait), file };
}

function readLeaves(texts: readonly string[]): ReadonlySet<Leave> {
  const names = texts.flatMap((text) => text.split(",")).map((name) => name.trim());
  return new Set(
    names.map((name) => {
      const leave = leaves.find((known) => known === name);
      if (leave === undefined) throw unknownWord("word after --allow", name, leaves);
      return leave;
    }),
  );
}

function readWait(text: string = defaultWait): number {
  const seconds = Number(text);
  if (text.trim() !== "" && seconds >= 0 && seconds <= longestWait) return seconds;
  throw new UsageError(`--wait takes seconds from 0 to ${longestWait}, not "${text}"`);
}

function readUrls(texts: readonly string[]): ReadonlyMap<string, URL> {
  const urls = new Map<string, URL>();
  for (const text of texts) {
    const { service, value } = /^(?<service>[\w.-]+)=(?<value>.+)$/.exec(text)?.groups ?? {};
    if (service === undefined || value === undefined)
      throw new UsageError(`--url takes SERVICE=URL, not "${text}"`);
    if (urls.has(service)) throw new UsageError(`--url names ${service} twice`);
    urls.set(service, readUrl(service, value));
  }
  return urls;
}

/** The parts that the harness would have to ignore are refused, and a password is never printed. */
function readUrl(service: string, value: string): URL {
  if (!URL.canParse(value)) throw new UsageError(`--url ${service} is no URL; write it as http://HOST:PORT`);
  const url = new URL(value);
  if (url.username || url.password)
    throw new UsageError(`--url ${service} holds credentials; give them by .env or the environment`);
  if (url.protocol === "http:" && (url.pathname !== "/" || url.search || url.hash))
    throw new UsageError(`--url ${service} has a path; give the address alone: http://${url.host}`);
  if (url.protocol === "https:")
    throw new UsageError(
      `--url ${service} is https, which the harness does not speak; give the address behind it`,
    );
  return url;
}
