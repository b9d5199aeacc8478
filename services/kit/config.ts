// Reads a service's environment once, whole: every fault is reported at once, by variable name.
import { readFileSync } from "node:fs";
import { z } from "zod";

export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment does not let the service start; `faults` has one sentence for each variable at fault. */
export class ConfigError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(
      `The environment has ${faults.length} fault(s):\n${faults.map((fault) => `  - ${fault}`).join("\n")}`,
    );
    this.name = "ConfigError";
    this.faults = faults;
  }
}

/** Secrets that begin so are for tests: a production service refuses to start on one. */
const testOnlyPrefix = "test-only-";

/** A secret of at least `minBytes` bytes; the schema never puts its value into a message. */
export const secret = (minBytes: number) =>
  z
    .string("is missing")
    .refine(
      (value) => Buffer.byteLength(value) >= minBytes,
      `is too short: it needs at least ${minBytes} bytes`,
    )
    .meta({ secret: true });

/** An http or https URL without a trailing slash. */
export const serviceUrl = z
  .string("is missing")
  .refine(
    (value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol),
    "is not an http(s) URL",
  )
  .transform((value) => value.replace(/\/+$/, ""));

/** A connection string with one of the given protocols, such as `redis`. */
export const connectionUrl = (...protocols: string[]) =>
  z
    .string("is missing")
    .refine(
      (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol.replace(":", "")),
      `is not a URL that begins with ${protocols.map((name) => `${name}://`).join(" or ")}`,
    );

export const integer = (minimum: number, maximum: number) =>
  z.coerce
    .number("is not a number")
    .int("is not a whole number")
    .min(minimum, `is less than ${minimum}`)
    .max(maximum, `is more than ${maximum}`);

const list = z
  .string()
  .default("")
  .transform((text) =>
    text
      .split(",")
      .map((item) => item.trim())
      .filter(Boolean),
  );

const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

/** What every service reads; `port` is the service's own default port. */
export const commonShape = (port: number) => ({
  HOST: z.string().default("0.0.0.0"),
  PORT: integer(0, 65_535).default(port),
  PYAIRTABLE_ENV: z
    .enum(["development", "test", "production"], "is none of development, test, production")
    .default("development"),
  LOG_LEVEL: z
    .string()
    .default("info")
    .transform((level) => level.toLowerCase())
    .pipe(z.enum(logLevels, `is none of ${logLevels.join(", ")}`)),
  API_KEY: secret(16),
  METRICS_TOKEN: secret(16).optional(),
  CORS_ORIGINS: list,
  RATE_LIMIT_WINDOW_SECONDS: integer(1, 3600).default(60),
  RATE_LIMIT_MAX: integer(1, 100_000_000).default(1000),
});

/** The text of X or of the file that X_FILE names; one newline at the file's end is an editor's, not the value's. */
function textOf(name: string, env: Environment, faults: string[]): string | undefined {
  const [given, file] = [env[name], env[`${name}_FILE`]];
  if (!file) return given || undefined;
  if (given) {
    faults.push(`${name}: is set, and so is ${name}_FILE; unset one of them`);
    return undefined;
  }
  try {
    const text = readFileSync(file, "utf8").replace(/\r?\n$/, "");
    if (text === "") faults.push(`${name}_FILE: ${file} is empty`);
    return text || undefined;
  } catch (error) {
    faults.push(`${name}_FILE: cannot read ${file}: ${(error as NodeJS.ErrnoException).code}`);
    return undefined;
  }
}

/** Whose password a URL may leave to a variable of its own, so that one secret file serves both ends. */
const passwords: Readonly<Record<string, string>> = {
  DATABASE_URL: "POSTGRES_PASSWORD",
  REDIS_URL: "REDIS_PASSWORD",
};

function withPassword(url: string, password: string): string {
  const whole = new URL(url);
  // The setter leaves a percent sign as it is, which whoever reads the URL takes for an escape.
  whole.password = encodeURIComponent(password);
  return whole.href;
}

function readValues(names: readonly string[], env: Environment, faults: string[]): Record<string, string> {
  const values: Record<string, string> = {};
  for (const name of names) {
    const text = textOf(name, env, faults);
    if (text === undefined) continue;
    values[name] = text;
    const secretName = passwords[name];
    // A URL that is none is the schema's to refuse; one with a password is whole.
    if (!secretName || !URL.canParse(text) || new URL(text).password) continue;
    const password = textOf(secretName, env, faults);
    if (password !== undefined) values[name] = withPassword(text, password);
  }
  return values;
}

function productionFaults(values: Readonly<Record<string, string>>): string[] {
  const testOnly = Object.entries(values).filter(([, value]) => value.includes(testOnlyPrefix));
  const faults = testOnly.map(
    ([name]) => `${name}: is a test value (${testOnlyPrefix}…), not allowed in production`,
  );
  return values["METRICS_TOKEN"]
    ? faults
    : [...faults, "METRICS_TOKEN: is missing; production guards /metrics with it"];
}

const nameIn = (fault: string): string => fault.slice(0, fault.indexOf(":"));

/** Faults of variables together, from the texts that were given. */
export type CrossCheck = (given: Readonly<Record<string, string>>) => readonly string[];

/**
 * Reads `shape` from `env` and freezes it. `X_FILE` names a file that holds X; an empty value counts as unset.
 * DATABASE_URL and REDIS_URL without a password take POSTGRES_PASSWORD and REDIS_PASSWORD, or their files.
 * @throws {ConfigError} with every fault at once, `crossCheck`'s too, never with a value in it.
 */
export function readEnvironment<Shape extends z.ZodRawShape>(
  shape: Shape,
  env: Environment,
  crossCheck: CrossCheck = () => [],
): Readonly<z.infer<z.ZodObject<Shape>>> {
  const unread: string[] = [];
  const values = readValues(Object.keys(shape), env, unread);
  const parsed = z.object(shape).safeParse(values);
  const unsound = [
    ...(parsed.error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`),
    ...crossCheck(values),
    ...(values["PYAIRTABLE_ENV"] === "production" ? productionFaults(values) : []),
  ];
  // Of a file that could not be read the fault is told already: its variable is not missing beside.
  const told = new Set(unread.map((fault) => nameIn(fault).replace(/_FILE$/, "")));
  const faults = [...unread, ...unsound.filter((fault) => !told.has(nameIn(fault)))];
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  return Object.freeze(parsed.data);
}
