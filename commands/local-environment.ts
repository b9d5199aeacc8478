// The variables of a system for a person: .env, the caller's own, and a person's limits instead of a test's.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";

/** What compose.test.yml shortens or lightens for tests, at the services' own defaults. */
const everyday: Readonly<Record<string, string>> = {
  PYAIRTABLE_ENV: "development",
  RATE_LIMIT_WINDOW_SECONDS: "60",
  RATE_LIMIT_MAX: "1000",
  PASSWORD_HASH_ROUNDS: "12",
  AIRTABLE_BASE_LIMIT: "5",
  AIRTABLE_BUDGET_MS: "15000",
  AIRTABLE_ATTEMPT_TIMEOUT_MS: "5000",
};

/**
 * `.env` of `root` under the caller's environment, over a person's defaults. With an AIRTABLE_TOKEN and no
 * AIRTABLE_API_URL the services talk to the real Airtable; empty values count as unset.
 */
export function localEnvironment(
  root: string,
  env: NodeJS.ProcessEnv,
): Readonly<Record<string, string | undefined>> {
  const file = path.join(root, ".env");
  const given = { ...(existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {}), ...env };
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ""));
  const airtable =
    set["AIRTABLE_TOKEN"] === undefined ? {} : { AIRTABLE_API_URL: "https://api.airtable.com" };
  return { ...everyday, ...airtable, ...set };
}
