// Which Airtable is asked, and what does not start.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { ConfigError } from "#kit/config.ts";
import { readConfig } from "./config.ts";

const minimal = {
  API_KEY: "a-service-key-for-tests",
  REDIS_URL: "redis://localhost:6379/0",
  PLATFORM_SERVICES_URL: "http://platform-services:8007",
};

test("When no token is given, then the simulated Airtable is asked, for its own base", () => {
  const config = readConfig({ ...minimal, AIRTABLE_TOKEN: "" });
  expect(config.airtable).toEqual({
    url: "http://airtable:8090",
    token: "test-only-airtable-token",
    simulated: true,
  });
  expect(config.AIRTABLE_BASE).toBe("appSimulatedBase1");
  const chosen = readConfig({ ...minimal, AIRTABLE_BASE: "appOtherBaseOfIt1" });
  expect(chosen.AIRTABLE_BASE).toBe("appOtherBaseOfIt1");
});

test("When a token is given without a base, then there is none: only its owner knows one", () => {
  expect(readConfig({ ...minimal, AIRTABLE_TOKEN: "patAbcdefghijklmn.0123" }).AIRTABLE_BASE).toBeUndefined();
});

test("When a token is given, then the real Airtable is asked, within the documented limits", () => {
  const config = readConfig({ ...minimal, AIRTABLE_TOKEN: "patAbcdefghijklmn.0123" });
  expect(config.airtable).toEqual({
    url: "https://api.airtable.com",
    token: "patAbcdefghijklmn.0123",
    simulated: false,
  });
  expect(config).toMatchObject({
    PORT: 8002,
    AIRTABLE_BASE_LIMIT: 5,
    AIRTABLE_BUDGET_MS: 15_000,
    AIRTABLE_ATTEMPT_TIMEOUT_MS: 5000,
  });
});

const start = () => readConfig({ ...minimal, PYAIRTABLE_ENV: "production", AIRTABLE_BASE: "Sales" });

test("When production has no token, then it does not start, and every other fault is named too", () => {
  expect(start).toThrow(ConfigError);
  expect(start).toThrow(/AIRTABLE_BASE: is not a base id[^]*AIRTABLE_TOKEN: is missing[^]*METRICS_TOKEN/);
});

test("When a file says that this is production, then it is, and does not start without a token either", () => {
  const folder = mkdtempSync(join(tmpdir(), "airtable-config-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "environment");
  writeFileSync(file, "production\n");
  expect(() => readConfig({ ...minimal, PYAIRTABLE_ENV_FILE: file })).toThrow(/AIRTABLE_TOKEN: is missing/);
});
