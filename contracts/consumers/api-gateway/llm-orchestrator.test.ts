// What api-gateway needs of llm-orchestrator: chat, tools and conversations, as it promises them to its own callers.
import { Matchers } from "@pact-foundation/pact";
import { expect } from "vitest";
import { context, ofBusyClient, onward } from "../asked-by-ada.ts";
import { type Exchange, pactBetween } from "../pact-between.ts";
import { jsonAnswer, problem, retryAfter, stateText } from "../shapes.ts";
import { testOfSilence } from "../silent-peer.ts";
import { onBehalfOfAda, throughGateway } from "./through-gateway.ts";

const pact = pactBetween("api-gateway", "llm-orchestrator");
const { boolean, eachLike, like, string } = Matchers;

type Orchestrator = Exchange<"llm-orchestrator">;

const session = "0f8fad5b-d9cb-469f-a165-70867728950e";
const ofSession = (more = "") => ({
  path: stateText(`/sessions/\${session}${more}`, `/sessions/${session}${more}`),
  callerPath: `/api/sessions/${session}${more}`,
});
const unknownSession = "00000000-0000-4000-8000-000000000000";

interface Case {
  readonly asked: string;
  readonly state: Orchestrator["state"];
  readonly request: Omit<Orchestrator["request"], "headers">;
  /** Where it is not the same below /api. */
  readonly callerPath?: string;
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Orchestrator["answer"]["headers"];
}

const chat = { method: "POST", path: "/chat", body: { message: "list the tables" } } as const;
const execution = (name: string) =>
  ({ method: "POST", path: "/execute-tool", body: { name, arguments: {} } }) as const;

const answers: readonly Case[] = [
  {
    asked: "an answer in plain words",
    state: "mcp-server has tools",
    request: chat,
    status: 200,
    body: {
      response: string("There are 2 tables."),
      tools_used: eachLike({ name: string("list_tables"), arguments: like({}), ok: boolean(true) }),
      session_id: string(session),
      usage: like({ model: "built-in-planner" }),
    },
  },
  {
    asked: "the tools",
    state: "mcp-server has tools",
    request: { method: "GET", path: "/tools" },
    status: 200,
    body: { tools: eachLike({ name: string("list_tables") }) },
  },
  {
    asked: "the use of a tool",
    state: "mcp-server has tools",
    request: execution("list_tables"),
    status: 200,
    body: { name: "list_tables", ok: true, result: like({ base_id: "appSky" }) },
  },
  {
    asked: "a conversation of one's own",
    state: "Ada has a conversation",
    request: { method: "GET", path: ofSession().path },
    callerPath: ofSession().callerPath,
    status: 200,
    body: { session_id: string(session) },
  },
  {
    asked: "what was said in a conversation of one's own",
    state: "Ada has a conversation",
    request: { method: "GET", path: ofSession("/history").path },
    callerPath: ofSession("/history").callerPath,
    status: 200,
    body: { messages: eachLike({ role: string("user"), content: string("list the tables") }) },
  },
  {
    asked: "the end of a conversation",
    state: "Ada has a conversation",
    request: { method: "DELETE", path: ofSession().path },
    callerPath: ofSession().callerPath,
    status: 204,
  },
];

const refusals: readonly Case[] = [
  {
    asked: "an answer to nothing",
    state: "mcp-server has tools",
    request: { method: "POST", path: "/chat", body: { message: " " } },
    status: 422,
  },
  {
    asked: "the use of a tool that is not there",
    state: "mcp-server has tools",
    request: execution("no_such_tool"),
    status: 404,
  },
  {
    asked: "the use of a tool that fails",
    state: "mcp-server has tools",
    request: execution("get_record"),
    status: 404,
  },
  {
    asked: "a conversation that is not there",
    state: "mcp-server has tools",
    request: { method: "GET", path: `/sessions/${unknownSession}` },
    status: 404,
  },
  {
    asked: "an answer, while mcp-server is away",
    state: "mcp-server is away",
    request: chat,
    status: 502,
    headers: retryAfter,
  },
  {
    asked: "an answer, while conversations cannot be kept",
    state: "Redis is away",
    request: chat,
    status: 503,
    headers: retryAfter,
  },
].map((each) => ({ ...each, body: problem(each.status, "…") }) as Case);

for (const { asked, state, request, callerPath, status, body, headers } of [...answers, ...refusals]) {
  pact.test(
    `When ${asked} is asked for, then what is told goes through as it is`,
    {
      asked,
      ...(state ? { state } : {}),
      request: { ...request, headers: onward },
      answer: { status, headers: { ...(body ? jsonAnswer : {}), ...headers }, body },
    },
    async (url) => {
      const { method, path, body: sent } = request;
      const told = await throughGateway(
        { "llm-orchestrator": url },
        {
          method,
          path: callerPath ?? `/api${typeof path === "string" ? path : ""}`,
          headers: onBehalfOfAda,
          ...(sent === undefined ? {} : { body: sent }),
        },
      );
      expect(told.status).toBe(status);
      expect(told.body).toEqual(body === undefined ? undefined : Matchers.reify(body as never));
      for (const name of Object.keys(headers ?? {})) expect(told.headers.get(name)).toBeTruthy();
    },
  );
}

pact.test(
  "When the client has used up its requests, then it is 429, and when to come back",
  {
    asked: "the tools, by a client without requests left",
    state: "the client has used up its requests",
    request: {
      method: "GET",
      path: "/tools",
      headers: { ...onward, ...ofBusyClient(context.clientAddress) },
    },
    answer: { status: 429, headers: { ...jsonAnswer, ...retryAfter }, body: problem(429, "…") },
  },
  async (url) => {
    const asked = { path: "/api/tools", headers: onBehalfOfAda };
    const told = await throughGateway({ "llm-orchestrator": url }, asked);
    expect([told.status, told.headers.get("retry-after")]).toEqual([429, "1"]);
  },
);

pact.test(
  "When llm-orchestrator is alive, then the system's health says so",
  { asked: "whether it is alive", request: { method: "GET", path: "/health" }, answer: { status: 200 } },
  async (url) => {
    const { body } = await throughGateway({ "llm-orchestrator": url }, { path: "/api/health" });
    expect(body).toMatchObject({ services: { "llm-orchestrator": { status: "up" } } });
  },
);

testOfSilence("When llm-orchestrator does not answer, then it is 504 naming it", async (url) => {
  const asked = { path: "/api/tools", headers: onBehalfOfAda, timeoutMs: 300 };
  const { body } = await throughGateway({ "llm-orchestrator": url }, asked);
  expect(body).toMatchObject({ status: 504, peer: "llm-orchestrator" });
});
