// Reads what platform-services needs to know from the environment; every fault is reported at once.
import {
  type Environment,
  commonShape,
  connectionUrl,
  integer,
  readEnvironment,
  secret,
} from "#kit/config.ts";
import { z } from "zod";

const day = 86_400;

/** A repeated word is long enough and still no secret. */
const minDifferentCharacters = 8;

const signingSecret = secret(32).refine(
  (value) => new Set(value).size >= minDifferentCharacters,
  `is too simple: it needs at least ${minDifferentCharacters} different characters`,
);

const shape = {
  ...commonShape(8007),
  DATABASE_URL: connectionUrl("postgres", "postgresql"),
  REDIS_URL: connectionUrl("redis", "rediss"),
  JWT_SECRET: signingSecret,
  JWT_ISSUER: z.string().default("pyairtable"),
  JWT_AUDIENCE: z.string().default("pyairtable-api"),
  ACCESS_TOKEN_TTL_SECONDS: integer(1, day).default(900),
  REFRESH_TOKEN_TTL_SECONDS: integer(1, 90 * day).default(7 * day),
  /** However often it is refreshed, a session ends after this (ASVS 7.3.2). */
  SESSION_MAX_SECONDS: integer(1, 365 * day).default(30 * day),
  PASSWORD_HASH_ROUNDS: integer(4, 15).default(12),
  LOGIN_RATE_LIMIT_MAX: integer(1, 100_000_000).default(100),
  ACCOUNT_FAILURES_MAX: integer(1, 100_000_000).default(20),
};

export type Config = ReturnType<typeof readConfig>;

/** @throws {ConfigError} with one sentence for each variable at fault. */
export function readConfig(env: Environment) {
  return readEnvironment(shape, env);
}
