// What mcp-server reads from its environment.
import { type Environment, commonShape, readEnvironment, serviceUrl } from "#kit/config.ts";
import { z } from "zod";

export const serviceName = "mcp-server";

const hostNames = z
  .string()
  .default("")
  .transform((text) =>
    text
      .split(",")
      .map((name) => name.trim().toLowerCase())
      .filter(Boolean),
  );

/** @throws {ConfigError} with every fault at once. */
export const readConfig = (env: Environment) =>
  readEnvironment(
    {
      ...commonShape(8001),
      AIRTABLE_GATEWAY_URL: serviceUrl,
      /** Host names that callers may use, without ports; empty allows any, since the service key is demanded anyway. */
      ALLOWED_HOSTS: hostNames,
    },
    env,
  );
