// The way to Postgres: pooled, bounded in time, and 503 instead of a hang while it is away.
import { setTimeout as delay } from "node:timers/promises";
import type { Log } from "#kit/log.ts";
import { DatabaseError, Pool, type QueryResultRow } from "pg";
import { unavailable } from "./unavailable.ts";

const connectTimeoutMs = 2000;
const queryTimeoutMs = 2000;
/** A server that hangs does not say goodbye. */
const closeTimeoutMs = 1000;
const connections = 10;

/**
 * SQLSTATE classes that say "not now": connection, resources, operator intervention, system error, and a table
 * that the migrations have yet to make.
 */
const passing = /^(08|53|57|58|42P01)/;

export interface Database {
  /** @throws {Problem} 503 while Postgres is away; a DatabaseError when the statement itself is at fault. */
  readonly query: <Row extends QueryResultRow>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;
  readonly close: () => Promise<void>;
}

const isPassing = (error: unknown): boolean =>
  !(error instanceof DatabaseError) || passing.test(error.code ?? "");

/** Connects at the first query; a connection that breaks or hangs is thrown away and replaced. */
export function createDatabase(url: string, log: Log): Database {
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: queryTimeoutMs,
    keepAlive: true,
    application_name: "platform-services",
  });
  // Without a listener a broken idle connection would end the process.
  pool.on("error", (error) => log.warn({ err: error.message }, "a connection to postgres broke"));
  return {
    query: async <Row extends QueryResultRow>(sql: string, values: readonly unknown[] = []) => {
      try {
        return (await pool.query<Row>(sql, [...values])).rows;
      } catch (error) {
        throw isPassing(error) ? unavailable("postgres", error) : error;
      }
    },
    close: () => Promise.race([pool.end(), delay(closeTimeoutMs, undefined, { ref: false })]),
  };
}
