import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import {
  ConfigError,
  type Environment,
  commonShape,
  connectionUrl,
  readEnvironment,
  secret,
  serviceUrl,
} from "./config.ts";

const shape = { ...commonShape(8000), TOKEN_SECRET: secret(32), PEER_URL: serviceUrl };
const sound = {
  API_KEY: "an-ordinary-service-key",
  TOKEN_SECRET: "0123456789abcdef0123456789abcdef",
  PEER_URL: "http://peer:8001/",
};

function faultsOf(env: Environment): readonly string[] {
  try {
    readEnvironment(shape, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

test("When the environment is sound, then it is read with defaults, converted and frozen", () => {
  const config = readEnvironment(shape, { ...sound, PORT: "8009", LOG_LEVEL: "WARN", CORS_ORIGINS: "a, b," });
  expect(config).toMatchObject({
    PORT: 8009,
    HOST: "0.0.0.0",
    LOG_LEVEL: "warn",
    CORS_ORIGINS: ["a", "b"],
    PEER_URL: "http://peer:8001",
  });
  expect(Object.isFrozen(config)).toBe(true);
});

test("When several variables are at fault, then each is named at once and no value is told", () => {
  const faults = faultsOf({
    ...sound,
    API_KEY: "",
    TOKEN_SECRET: "tiny-secret",
    PEER_URL: "peer",
    PORT: "x",
  });
  expect(new Set(faults.map((fault) => fault.split(":")[0]))).toEqual(
    new Set(["API_KEY", "PEER_URL", "PORT", "TOKEN_SECRET"]),
  );
  expect(faults).toHaveLength(4);
  expect(faults.join(" ")).not.toContain("tiny-secret");
});

test("When a secret is counted, then its bytes count", () => {
  expect(faultsOf({ ...sound, TOKEN_SECRET: "é".repeat(16) })).toEqual([]);
  expect(faultsOf({ ...sound, TOKEN_SECRET: "é".repeat(15) })).toEqual([
    "TOKEN_SECRET: is too short: it needs at least 32 bytes",
  ]);
});

test("When production gets a test value or lacks the metrics token, then it does not start", () => {
  const faults = faultsOf({
    ...sound,
    PYAIRTABLE_ENV: "production",
    API_KEY: "test-only-service-key-0123456789",
  });
  expect(faults).toHaveLength(2);
  expect(faults.join("\n")).toMatch(/^API_KEY: is a test value.*\nMETRICS_TOKEN: is missing/);
});

/** A file with `text`, for as long as the test runs. */
function secretFile(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "kit-config-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "secret");
  writeFileSync(file, text);
  return file;
}

test.each([
  ["the-key-from-the-file", "the-key-from-the-file"],
  ["the-key-from-the-file\n", "the-key-from-the-file"],
  ["the-key-from-the-file\r\n", "the-key-from-the-file"],
  [" the-key-from-the-file \n\n", " the-key-from-the-file \n"],
])("When X_FILE names a file that holds %j, then X is that without its last newline", (text, key) => {
  const { API_KEY: _unset, ...others } = sound;
  expect(readEnvironment(shape, { ...others, API_KEY_FILE: secretFile(text) }).API_KEY).toBe(key);
});

test("When files cannot be read or are empty, then each is named with its path, beside all other faults", () => {
  const empty = secretFile("\n");
  const faults = faultsOf({ API_KEY_FILE: "/none/key", TOKEN_SECRET_FILE: empty, PEER_URL: "peer" });
  expect(faults).toEqual([
    "API_KEY_FILE: cannot read /none/key: ENOENT",
    `TOKEN_SECRET_FILE: ${empty} is empty`,
    "PEER_URL: is not an http(s) URL",
  ]);
});

test("When a folder is named, then it is a fault as any file that cannot be read", () => {
  const { API_KEY: _unset, ...others } = sound;
  expect(faultsOf({ ...others, API_KEY_FILE: tmpdir() })).toEqual([
    `API_KEY_FILE: cannot read ${tmpdir()}: EISDIR`,
  ]);
});

test("When both X and X_FILE are set, then it is a fault; an empty X is not set", () => {
  const file = secretFile("the-key-from-the-file");
  expect(faultsOf({ ...sound, API_KEY_FILE: file })).toEqual([
    "API_KEY: is set, and so is API_KEY_FILE; unset one of them",
  ]);
  expect(faultsOf({ ...sound, API_KEY: "", API_KEY_FILE: file })).toEqual([]);
});

test("When a URL leaves its password to a file, then it gets it, whatever characters that has", () => {
  const redis = { REDIS_URL: connectionUrl("redis") };
  const url = "redis://redis:6379/0";
  const password = "a/b:c@d %41#";
  const { REDIS_URL } = readEnvironment(redis, {
    REDIS_URL: url,
    REDIS_PASSWORD_FILE: secretFile(`${password}\n`),
  });
  expect(decodeURIComponent(new URL(REDIS_URL).password)).toBe(password);
  expect(new URL(REDIS_URL).host).toBe("redis:6379");
  expect(readEnvironment(redis, { REDIS_URL: url }).REDIS_URL).toBe(url);
  expect(readEnvironment(redis, { REDIS_URL: "redis://:own@redis", REDIS_PASSWORD: "other" }).REDIS_URL).toBe(
    "redis://:own@redis",
  );
});

test("When the file of a URL's password cannot be read, then it is a fault like any other", () => {
  const database = { DATABASE_URL: connectionUrl("postgresql") };
  const env = {
    DATABASE_URL: "postgresql://pyairtable@postgres:5432/pyairtable",
    POSTGRES_PASSWORD_FILE: "/none",
  };
  expect(() => readEnvironment(database, env)).toThrow("POSTGRES_PASSWORD_FILE: cannot read /none: ENOENT");
});

test("When a file holds a test value, then production refuses it as it would in the environment", () => {
  const { API_KEY: _unset, ...others } = sound;
  const env = {
    ...others,
    PYAIRTABLE_ENV: "production",
    METRICS_TOKEN: "an-ordinary-metrics-token",
    API_KEY_FILE: secretFile("test-only-service-key-0123456789"),
  };
  expect(faultsOf(env)).toEqual(["API_KEY: is a test value (test-only-…), not allowed in production"]);
});

test("When a connection string has another protocol, then the fault says which is wanted", () => {
  expect(connectionUrl("redis", "rediss").safeParse("rediss://r:1/0").success).toBe(true);
  expect(connectionUrl("redis").safeParse("http://r").error?.issues[0]?.message).toBe(
    "is not a URL that begins with redis://",
  );
});
