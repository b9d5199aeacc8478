// Asks each service's own readConfig what is wrong with the environment that compose gives it.
// The rules for a service's variables are there and nowhere else, which is why a command imports services.
import { ConfigError } from "../../services/kit/config.ts";
import { readConfig as readAirtableGateway } from "../../services/airtable-gateway/src/config.ts";
import { readConfig as readApiGateway } from "../../services/api-gateway/src/config.ts";
import { readConfig as readLlmOrchestrator } from "../../services/llm-orchestrator/src/config.ts";
import { readConfig as readMcpServer } from "../../services/mcp-server/src/config.ts";
import { readConfig as readPlatformServices } from "../../services/platform-services/src/config.ts";
import type { EnvFault } from "./env-file.ts";

type Environment = Readonly<Record<string, string>>;

const readers: Readonly<Record<string, (env: Environment) => unknown>> = {
  "airtable-gateway": readAirtableGateway,
  "api-gateway": readApiGateway,
  "llm-orchestrator": readLlmOrchestrator,
  "mcp-server": readMcpServer,
  "platform-services": readPlatformServices,
};

export interface ServiceEnvironment {
  readonly name: string;
  readonly environment: Environment;
}

function faultsOf({ name, environment }: ServiceEnvironment): readonly string[] {
  try {
    readers[name]?.(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

/** Each fault once, however many services have it. */
export function serviceFaults(services: readonly ServiceEnvironment[]): readonly EnvFault[] {
  const sentences = new Set(services.flatMap(faultsOf));
  return [...sentences].map((sentence) => {
    const { name, problem = sentence } = /^(?<name>\w+): (?<problem>.*)$/s.exec(sentence)?.groups ?? {};
    return { name, problem };
  });
}
