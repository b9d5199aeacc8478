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

test("When X_FILE names a file, then X is what it holds; one that cannot be read is a fault", () => {
  const folder = mkdtempSync(join(tmpdir(), "kit-config-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "key");
  writeFileSync(file, "the-key-from-the-file\n");
  const { API_KEY: _unset, ...others } = sound;
  expect(readEnvironment(shape, { ...others, API_KEY_FILE: file }).API_KEY).toBe("the-key-from-the-file");
  expect(faultsOf({ ...sound, API_KEY_FILE: join(folder, "none") }).join()).toContain("ENOENT");
});

test("When a connection string has another protocol, then the fault says which is wanted", () => {
  expect(connectionUrl("redis", "rediss").safeParse("rediss://r:1/0").success).toBe(true);
  expect(connectionUrl("redis").safeParse("http://r").error?.issues[0]?.message).toBe(
    "is not a URL that begins with redis://",
  );
});
