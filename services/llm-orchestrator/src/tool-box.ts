// The MCP tools as one request may use them: the official client, under that request's identity.
import type { Metrics } from "#kit/metrics.ts";
import { Problem } from "#kit/problem.ts";
import { type RequestContext, onwardHeaders } from "#kit/request-context.ts";
import {
  type CallToolResult,
  Client,
  ProtocolError,
  SdkError,
  SdkErrorCode,
  SdkHttpError,
  StreamableHTTPClientTransport,
} from "@modelcontextprotocol/client";
import { z } from "zod";

export type Arguments = Readonly<Record<string, unknown>>;

export interface ToolError {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
}

export type ToolOutcome =
  | { readonly ok: true; readonly result: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly error: ToolError };

export interface ToolInfo {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: Readonly<Record<string, unknown>>;
}

export interface ToolBox extends AsyncDisposable {
  /** @throws {Problem} 502 or 504 when mcp-server is away or too slow. */
  readonly list: () => Promise<readonly ToolInfo[]>;
  /** A tool that fails is an outcome. @throws {Problem} 404 for an unknown tool, 502 or 504 for mcp-server. */
  readonly call: (name: string, given: Arguments) => Promise<ToolOutcome>;
}

export interface ToolBoxOptions {
  readonly mcpServerUrl: string;
  readonly apiKey: string;
  readonly version: string;
  readonly onAnswered?: Metrics["peerAnswered"];
}

const connectTimeoutMs = 5000;
/** Longer than mcp-server gives airtable-gateway for one page. */
const callTimeoutMs = 30_000;
const peer = "mcp-server";
/** Refusals that are the caller's affair: arguments that only just fit our own limits do not fit mcp-server's. */
const passedOn = new Map([
  [413, "The arguments are too large."],
  [422, "The arguments are not acceptable."],
  [429, `${peer} limits the rate of requests.`],
]);

/** What went wrong between the two services, as our caller should see it. */
function mcpProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const options = { cause: error, members: { peer }, headers: { "Retry-After": "1" } };
  if (error instanceof SdkHttpError) {
    const { status } = error;
    const meant = passedOn.get(status);
    return new Problem(meant ? status : 502, meant ?? `${peer} answers ${status}.`, options);
  }
  if (error instanceof SdkError && error.code === SdkErrorCode.RequestTimeout) {
    return new Problem(504, `${peer} did not answer in time.`, options);
  }
  return new Problem(502, `${peer} cannot be reached.`, options);
}

const failure = z.object({ error: z.object({ status: z.int(), title: z.string(), detail: z.string() }) });

function outcomeOf({ isError, content, structuredContent }: CallToolResult): ToolOutcome {
  if (!isError) return { ok: true, result: (structuredContent ?? {}) as Record<string, unknown> };
  const told = failure.safeParse(structuredContent);
  if (told.success) return { ok: false, error: told.data.error };
  const detail = content.map((part) => (part.type === "text" ? part.text : "")).join(" ");
  return { ok: false, error: { status: 502, title: "Bad Gateway", detail } };
}

async function connect({ mcpServerUrl, apiKey, version }: ToolBoxOptions, context: RequestContext) {
  const client = new Client({ name: "llm-orchestrator", version }, { versionNegotiation: { mode: "auto" } });
  const transport = new StreamableHTTPClientTransport(new URL(`${mcpServerUrl}/mcp`), {
    requestInit: { headers: onwardHeaders(context, apiKey) },
  });
  await client.connect(transport, { timeout: connectTimeoutMs });
  return client;
}

/** Connects at the first use. The request's id, client and person go along with our key. */
export function openToolBox(options: ToolBoxOptions, context: RequestContext): ToolBox {
  let client: Promise<Client> | undefined;
  const use = async <Result>(work: (client: Client) => Promise<Result>): Promise<Result> => {
    client ??= connect(options, context);
    const opened = await client;
    const startedAt = performance.now();
    const result = await work(opened);
    options.onAnswered?.(peer, (performance.now() - startedAt) / 1000);
    return result;
  };
  return {
    list: async () => {
      const { tools } = await use((mcp) => mcp.listTools(undefined, { timeout: connectTimeoutMs })).catch(
        (error: unknown) => Promise.reject(mcpProblem(error)),
      );
      return tools.map(({ name, description = "", inputSchema }) => ({ name, description, inputSchema }));
    },
    call: async (name, given) => {
      try {
        return outcomeOf(
          await use((mcp) => mcp.callTool({ name, arguments: given }, { timeout: callTimeoutMs })),
        );
      } catch (error) {
        if (error instanceof ProtocolError)
          throw new Problem(404, `There is no tool "${name}".`, { cause: error });
        throw mcpProblem(error);
      }
    },
    [Symbol.asyncDispose]: async () => {
      const opened = await client?.catch(() => undefined);
      await opened?.close();
    },
  };
}
