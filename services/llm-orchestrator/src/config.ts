// What llm-orchestrator reads from its environment; without a model it plans by itself.
import {
  type CrossCheck,
  type Environment,
  commonShape,
  connectionUrl,
  integer,
  readEnvironment,
  serviceUrl,
} from "#kit/config.ts";
import { z } from "zod";

export const serviceName = "llm-orchestrator";

export interface ModelConfig {
  readonly baseUrl: string;
  readonly name: string;
  readonly apiKey: string | undefined;
}

const shape = {
  ...commonShape(8003),
  REDIS_URL: connectionUrl("redis", "rediss"),
  MCP_SERVER_URL: serviceUrl,
  /** How long a conversation is kept after its last message. */
  SESSION_TTL_SECONDS: integer(60, 30 * 86_400).default(86_400),
  /** Any OpenAI-compatible server, such as http://localhost:11434/v1. */
  LLM_BASE_URL: serviceUrl.optional(),
  LLM_MODEL: z.string().max(200, "is longer than 200 characters").optional(),
  LLM_API_KEY: z.string().optional(),
};

type Values = Readonly<z.infer<z.ZodObject<typeof shape>>>;

export type Config = Values & { readonly model: ModelConfig | undefined };

/** Half a model would silently be none: each missing half is a fault. */
const modelFaults: CrossCheck = (values) => {
  const given = ["LLM_BASE_URL", "LLM_MODEL", "LLM_API_KEY"].filter((name) => values[name] !== undefined);
  if (given.length === 0) return [];
  return ["LLM_BASE_URL", "LLM_MODEL"]
    .filter((name) => !given.includes(name))
    .map((name) => `${name}: is missing; ${given.join(" and ")} would be of no use without it`);
};

/** @throws {ConfigError} with every fault at once. */
export function readConfig(env: Environment): Config {
  const values = readEnvironment(shape, env, modelFaults);
  const { LLM_BASE_URL: baseUrl, LLM_MODEL: name, LLM_API_KEY: apiKey } = values;
  const model = baseUrl !== undefined && name !== undefined ? { baseUrl, name, apiKey } : undefined;
  return Object.freeze({ ...values, model });
}
