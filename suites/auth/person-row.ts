// What Postgres holds of a person, by the URL that compose gives platform-services.
import { Client } from "pg";
import type { CheckContext } from "../check-context.ts";

const platform = "platform-services";

/** What Postgres holds of one person, by column; undefined where it holds nobody of that id. */
export async function rowOfPerson(
  { stack, setting }: CheckContext,
  id: string,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const url = new URL(setting(platform, "DATABASE_URL"));
  const { host, port } = stack.address("postgres");
  const client = new Client({
    host,
    port,
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
    connectionTimeoutMillis: 5000,
  });
  try {
    await client.connect();
    const { rows } = await client.query<Record<string, unknown>>(
      "select * from platform_users where id = $1",
      [id],
    );
    return rows[0];
  } finally {
    await client.end();
  }
}
