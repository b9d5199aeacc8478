// Reads airtable-gateway's environment: which Airtable it asks, with which key, how fast and how long.
import type { z } from "zod";
import {
  type CrossCheck,
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
const simulatedAirtable = {
  url: "http://airtable:8090",
  token: "test-only-airtable-token",
  base: "appSimulatedBase1",
};
const shape = {
  ...commonShape(8002),
  REDIS_URL: connectionUrl("redis", "rediss"),
  PLATFORM_SERVICES_URL: serviceUrl,
  AIRTABLE_API_URL: serviceUrl.optional(),
  AIRTABLE_TOKEN: secret(10).optional(),
  /** The base of a request that names none. */
  AIRTABLE_BASE: baseId.optional(),
  /** Requests a second for each base, all replicas together. */
  AIRTABLE_BASE_LIMIT: integer(1, 100_000).default(5),
  AIRTABLE_BUDGET_MS: integer(100, 600_000).default(15_000),
  AIRTABLE_ATTEMPT_TIMEOUT_MS: integer(50, 600_000).default(5000),
};

type Values = Readonly<z.infer<z.ZodObject<typeof shape>>>;

export type Config = Values & {
  readonly airtable: {
    readonly url: string;
    readonly token: string;
    /** True when no token was given, so that the simulated Airtable is asked. */
    readonly simulated: boolean;
  };
};

const tokenFaults: CrossCheck = ({ PYAIRTABLE_ENV, AIRTABLE_TOKEN }) =>
  PYAIRTABLE_ENV === "production" && AIRTABLE_TOKEN === undefined ? ["AIRTABLE_TOKEN: is missing"] : [];

/** An empty AIRTABLE_TOKEN selects the simulated Airtable; production does not start without one. */
export function readConfig(env: Environment): Config {
  const values: Values = readEnvironment(shape, env, tokenFaults);
  const { AIRTABLE_API_URL: url, AIRTABLE_TOKEN: given } = values;
  const airtable =
    given === undefined
      ? { url: url ?? simulatedAirtable.url, token: simulatedAirtable.token, simulated: true }
      : { url: url ?? realAirtable, token: given, simulated: false };
  // A real account's bases are its owner's to name; the simulated one has this base for everybody.
  const base = values.AIRTABLE_BASE ?? (airtable.simulated ? simulatedAirtable.base : undefined);
  return Object.freeze({ ...values, AIRTABLE_BASE: base, airtable: Object.freeze(airtable) });
}
