// What llm-orchestrator needs of any OpenAI-compatible language model: an answer, a call of a tool, and honest refusals.
import { Matchers } from "@pact-foundation/pact";
import { expect } from "vitest";
import { createModelAnswerer, pingModel } from "../../../services/llm-orchestrator/src/model-answerer.ts";
import { modelKey } from "../../keys.ts";
import { type Exchange, pactBetween } from "../pact-between.ts";
import { jsonAnswer } from "../shapes.ts";
import { testOfSilence } from "../silent-peer.ts";

const pact = pactBetween("llm-orchestrator", "language-model");
const { eachLike, integer, like, string } = Matchers;

type Model = Exchange<"language-model">;

const name = "test-model";
const configOf = (url: string) => ({ baseUrl: `${url}/v1`, name, apiKey: modelKey });
const tool = {
  name: "list_tables",
  description: "Lists the tables of a base.",
  inputSchema: { type: "object", properties: {} },
};

/** A question, whose only tool tells one table. */
const ask = (url: string, timeoutMs?: number) =>
  createModelAnswerer(
    configOf(url),
    timeoutMs,
  )({
    message: "which tables?",
    history: [],
    tools: {
      used: [],
      list: () => Promise.resolve([tool]),
      call: () => Promise.resolve({ ok: true, result: { tables: ["Stars"] } }),
    },
  });

const headers = { authorization: `Bearer ${modelKey}` };
const system = { role: "system", content: string("You answer questions.") };
const question = { role: "user", content: "which tables?" };
const toolCall = {
  id: string("call-1"),
  type: "function",
  function: { name: "list_tables", arguments: string("{}") },
};

const completions = (messages: readonly unknown[]): Model["request"] => ({
  method: "POST",
  path: "/v1/chat/completions",
  headers,
  body: {
    model: name,
    messages,
    tools: [
      {
        type: "function",
        function: {
          name: tool.name,
          description: string(tool.description),
          parameters: like(tool.inputSchema),
        },
      },
    ],
    tool_choice: "auto",
  },
});

const usage = { prompt_tokens: integer(10), completion_tokens: integer(5), total_tokens: integer(15) };

const answer = (message: unknown, finish: string): Model["answer"] => ({
  status: 200,
  headers: jsonAnswer,
  body: { choices: [{ message, finish_reason: finish }], usage },
});

const first = completions([system, question]);
const inWords = answer({ role: "assistant", content: string("There is one table.") }, "stop");

pact.test(
  "When the model answers in words, then they come back with the tokens that they took",
  { asked: "an answer", state: "it answers", request: first, answer: inWords },
  async (url) => {
    expect(await ask(url)).toEqual({
      response: "There is one table.",
      usage: { model: name, input_tokens: 10, output_tokens: 5 },
    });
  },
);

pact.test(
  "When the model calls a tool, then it is told the result and answers",
  [
    {
      asked: "an answer that takes a tool",
      state: "it calls a tool",
      request: first,
      answer: answer({ role: "assistant", tool_calls: eachLike(toolCall) }, "tool_calls"),
    },
    {
      asked: "an answer after a tool was called",
      state: "it answers",
      request: completions([
        system,
        question,
        { role: "assistant", content: null, tool_calls: [toolCall] },
        { role: "tool", tool_call_id: string("call-1"), content: string('{"tables":["Stars"]}') },
      ]),
      answer: inWords,
    },
  ],
  async (url) => expect((await ask(url)).response).toBe("There is one table."),
);

const refusals = [
  ["it refuses the key", 401],
  ["it does not know the model", 404],
] as const;

for (const [state, status] of refusals) {
  pact.test(
    `When ${state}, then it is 502 naming the model`,
    { asked: `an answer, while ${state}`, state, request: first, answer: { status } },
    (url) =>
      expect(ask(url)).rejects.toMatchObject({ status: 502, detail: `The model ${name} answers ${status}.` }),
  );
}

pact.test(
  "When the model's server takes our key, then readiness says so",
  {
    asked: "its models",
    state: "it answers",
    request: { method: "GET", path: "/v1/models", headers },
    answer: { status: 200 },
  },
  (url) => pingModel(configOf(url)),
);

pact.test(
  "When the model's server refuses our key, then readiness says so",
  {
    asked: "its models, while it refuses the key",
    state: "it refuses the key",
    request: { method: "GET", path: "/v1/models", headers },
    answer: { status: 401 },
  },
  (url) => expect(pingModel(configOf(url))).rejects.toThrow("answers 401"),
);

pact.test(
  "When the model's server is overloaded, then readiness says so",
  {
    asked: "its models, while it is overloaded",
    state: "it is overloaded",
    request: { method: "GET", path: "/v1/models", headers },
    answer: { status: 503 },
  },
  (url) => expect(pingModel(configOf(url))).rejects.toThrow("answers 503"),
);

testOfSilence("When the model does not answer, then it is 504", async (url) => {
  await expect(ask(url, 300)).rejects.toMatchObject({ status: 504 });
});
