// Brings the tables up to date once, whichever replica comes first, as soon as Postgres answers.
import { readFile, readdir } from "node:fs/promises";
import type { Log } from "#kit/log.ts";
import { retry } from "#kit/retry.ts";
import { Client } from "pg";

const folder = new URL("migrations/", import.meta.url);

/** Any number, as long as nobody else locks it in this database. */
const lockId = 7_300_417;
const connectTimeoutMs = 1000;
/** Waiting for another replica's migrations counts against it. */
const statementTimeoutMs = 30_000;

const journal = `create table if not exists platform_migrations (
  name text primary key,
  applied_at timestamptz not null default now()
)`;

async function apply(client: Client, name: string): Promise<void> {
  const sql = await readFile(new URL(name, folder), "utf8");
  await client.query("begin");
  await client.query(sql);
  await client.query("insert into platform_migrations (name) values ($1)", [name]);
  await client.query("commit");
}

/** One pass; the lock and an unfinished transaction end with the connection. Returns what it applied. */
async function migrateOnce(url: string): Promise<readonly string[]> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: statementTimeoutMs,
    application_name: "platform-services migrations",
  });
  const broken = Promise.withResolvers<never>();
  client.on("error", broken.reject);
  const work = async () => {
    await client.connect();
    await client.query("select pg_advisory_lock($1)", [lockId]);
    await client.query(journal);
    const { rows } = await client.query<{ name: string }>("select name from platform_migrations");
    const done = new Set(rows.map(({ name }) => name));
    const files = (await readdir(folder)).filter((name) => name.endsWith(".sql")).toSorted();
    const missing = files.filter((name) => !done.has(name));
    for (const name of missing) await apply(client, name);
    return missing;
  };
  try {
    return await Promise.race([work(), broken.promise]);
  } finally {
    await client.end();
  }
}

/** Tries with growing delays until it is done; rejects only when `signal` says to stop. */
export async function migrate(url: string, log: Log, signal: AbortSignal): Promise<void> {
  const applied = await retry(() => migrateOnce(url), {
    attempts: Infinity,
    baseMs: 50,
    maxMs: 1000,
    budgetMs: Infinity,
    signal,
    again: (attempt) => {
      if (attempt.ok) return undefined;
      log.warn({ err: attempt.error.message }, "cannot migrate yet; trying again");
      return {};
    },
  });
  log.info({ applied }, "the tables are up to date");
}
