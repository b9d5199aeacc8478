// What the api-gateway reads from its environment.
import {
  type Environment,
  commonShape,
  connectionUrl,
  integer,
  readEnvironment,
  serviceUrl,
} from "#kit/config.ts";

export const readConfig = (env: Environment) =>
  readEnvironment(
    {
      ...commonShape(8000),
      REDIS_URL: connectionUrl("redis", "rediss"),
      PLATFORM_SERVICES_URL: serviceUrl,
      AIRTABLE_GATEWAY_URL: serviceUrl,
      MCP_SERVER_URL: serviceUrl,
      LLM_ORCHESTRATOR_URL: serviceUrl,
      /** Until the first byte of a service's answer, and between two pieces of it. */
      // A model may think for a minute before the chat answers; the other services keep to shorter limits of their own.
      GATEWAY_TIMEOUT_MS: integer(100, 600_000).default(75_000),
    },
    env,
  );
