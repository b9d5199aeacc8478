// Reads airtable-gateway's environment: which Airtable it asks, with which key, how fast and how long.
import type { z } from "zod";
import {
  type Environment,
  commonShape,
  connectionUrl,
  integer,
  readEnvironment,
  secret,
  serviceUrl,
} from "#kit/config.ts";
import { baseId } from "./names.ts";

const realAirtable = "https://api.airtable.com";
const simulatedAirtable = { url: "http://airtable:8090", token: "test-only-airtable-token" };
const token = secret(10);

const shape = (production: boolean) => ({
  ...commonShape(8002),
  REDIS_URL: connectionUrl("redis", "rediss"),
  PLATFORM_SERVICES_URL: serviceUrl,
  AIRTABLE_API_URL: serviceUrl.optional(),
  AIRTABLE_TOKEN: production ? token : token.optional(),
  /** The base of a request that names none. */
  AIRTABLE_BASE: baseId.optional(),
  /** Requests a second for each base, all replicas together. */
  AIRTABLE_BASE_LIMIT: integer(1, 100_000).default(5),
  AIRTABLE_BUDGET_MS: integer(100, 600_000).default(15_000),
  AIRTABLE_ATTEMPT_TIMEOUT_MS: integer(50, 600_000).default(5000),
});

type Values = Readonly<z.infer<z.ZodObject<ReturnType<typeof shape>>>>;

export type Config = Values & {
  readonly airtable: {
    readonly url: string;
    readonly token: string;
    /** True when no token was given, so that the simulated Airtable is asked. */
    readonly simulated: boolean;
  };
};

/** An empty AIRTABLE_TOKEN selects the simulated Airtable; production does not start without one. */
export function readConfig(env: Environment): Config {
  const values: Values = readEnvironment(shape(env["PYAIRTABLE_ENV"] === "production"), env);
  const { AIRTABLE_API_URL: url, AIRTABLE_TOKEN: given } = values;
  const airtable =
    given === undefined
      ? { url: url ?? simulatedAirtable.url, token: simulatedAirtable.token, simulated: true }
      : { url: url ?? realAirtable, token: given, simulated: false };
  return Object.freeze({ ...values, airtable: Object.freeze(airtable) });
}
