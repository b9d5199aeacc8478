// Starts the provider of a name; the datastores are started once, and only when one of the providers needs them.
import { startAirtableGateway } from "../providers/airtable-gateway.ts";
import { startSimulatedAirtable } from "../providers/airtable.ts";
import { type Datastores, startDatastores } from "../providers/datastores.ts";
import { startLanguageModel } from "../providers/language-model.ts";
import { startLlmOrchestrator } from "../providers/llm-orchestrator.ts";
import { startMcpServer } from "../providers/mcp-server.ts";
import { startPlatformServices } from "../providers/platform-services.ts";
import type { AnyProvider } from "../providers/provider.ts";
import type { Provider } from "../states.ts";

export interface Starting extends AsyncDisposable {
  readonly start: (name: Provider) => Promise<AnyProvider>;
}

export function createStarting(): Starting {
  let started: Promise<Datastores> | undefined;
  const datastores = () => (started ??= startDatastores());
  const starts: Readonly<Record<Provider, () => Promise<AnyProvider>>> = {
    "platform-services": async () => startPlatformServices(await datastores()),
    "airtable-gateway": async () => startAirtableGateway(await datastores()),
    "mcp-server": startMcpServer,
    "llm-orchestrator": async () => startLlmOrchestrator(await datastores()),
    airtable: startSimulatedAirtable,
    "language-model": startLanguageModel,
  };
  return {
    start: (name) => starts[name](),
    [Symbol.asyncDispose]: async () => {
      await (await started?.catch(() => undefined))?.[Symbol.asyncDispose]();
    },
  };
}
