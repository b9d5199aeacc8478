import { ConfigError, type Environment } from "#kit/config.ts";
import { expect, test } from "vitest";
import { readConfig } from "./config.ts";

const sound = {
  API_KEY: "an-ordinary-service-key",
  DATABASE_URL: "postgresql://somebody@postgres:5432/people",
  REDIS_URL: "redis://redis:6379/0",
  JWT_SECRET: "0123456789abcdef0123456789abcdef",
};

function variablesAtFault(env: Environment): readonly (string | undefined)[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults.map((fault) => fault.split(":")[0]);
    throw error;
  }
  return [];
}

test("When only what has no default is set, then the defaults are those of the design", () => {
  expect(readConfig(sound)).toMatchObject({
    PORT: 8007,
    PASSWORD_HASH_ROUNDS: 12,
    ACCESS_TOKEN_TTL_SECONDS: 900,
    REFRESH_TOKEN_TTL_SECONDS: 604_800,
    JWT_ISSUER: "pyairtable",
    JWT_AUDIENCE: "pyairtable-api",
    LOGIN_RATE_LIMIT_MAX: 100,
    ACCOUNT_FAILURES_MAX: 20,
  });
});

test("When nothing is set, then everything that is missing is named at once", () => {
  expect(new Set(variablesAtFault({}))).toEqual(new Set(Object.keys(sound)));
});

test.each([
  ["JWT_SECRET", "0123456789abcdef0123456789abcde"],
  ["JWT_SECRET", "secretsecretsecretsecretsecretsecret"],
  ["PASSWORD_HASH_ROUNDS", "3"],
  ["PASSWORD_HASH_ROUNDS", "16"],
  ["DATABASE_URL", "mysql://db/people"],
  ["REDIS_URL", "redis"],
])("When %s is %j, then the service does not start", (name, value) => {
  expect(variablesAtFault({ ...sound, [name]: value })).toEqual([name]);
});
