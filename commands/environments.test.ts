// Holds which variables a run takes from whom, above all that a test never reaches somebody's real base.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { localEnvironment } from "./local-environment.ts";
import { testEnvironment } from "./test-environment.ts";

const real = {
  AIRTABLE_TOKEN: "pat-real",
  AIRTABLE_BASE: "appReal",
  AIRTABLE_API_URL: "https://api.airtable.com",
};

test("When the caller has a real Airtable account or model, then a test run does not see it", () => {
  const model = { LLM_BASE_URL: "https://model.example", LLM_MODEL: "large", LLM_API_KEY: "key" };
  expect(testEnvironment({ ...real, ...model, LOG_LEVEL: "debug" })).toEqual({ LOG_LEVEL: "debug" });
});

function withEnvironmentFile(content: string, env: NodeJS.ProcessEnv) {
  const folder = mkdtempSync(path.join(tmpdir(), "environment-"));
  writeFileSync(path.join(folder, ".env"), content);
  try {
    return localEnvironment(folder, env);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("When .env holds a token, then the services talk to the real Airtable, unless a URL is given", () => {
  const file = "AIRTABLE_TOKEN=pat\nAIRTABLE_BASE=appX\n";
  expect(withEnvironmentFile(file, {})).toMatchObject({
    AIRTABLE_API_URL: "https://api.airtable.com",
    AIRTABLE_BASE: "appX",
  });
  const given = withEnvironmentFile(`${file}AIRTABLE_API_URL=http://localhost:1\n`, {});
  expect(given["AIRTABLE_API_URL"]).toBe("http://localhost:1");
});

test("When the token is empty or there is no .env, then the simulated Airtable is used", () => {
  expect(withEnvironmentFile("AIRTABLE_TOKEN=\n", {})).not.toHaveProperty("AIRTABLE_API_URL");
  expect(localEnvironment(tmpdir(), {})).not.toHaveProperty("AIRTABLE_TOKEN");
});

test("When the caller sets a variable, then it wins over .env, which wins over the defaults", () => {
  const values = withEnvironmentFile("PASSWORD_HASH_ROUNDS=11\nRATE_LIMIT_MAX=5\n", { RATE_LIMIT_MAX: "7" });
  expect(values).toMatchObject({
    PASSWORD_HASH_ROUNDS: "11",
    RATE_LIMIT_MAX: "7",
    RATE_LIMIT_WINDOW_SECONDS: "60",
  });
});
