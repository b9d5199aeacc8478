// A language model behind an OpenAI-compatible API: the tool loop, its cap, and every way it can fail.
import { Problem } from "#kit/problem.ts";
import { expect, test } from "vitest";
import { createModelAnswerer, maxSteps, pingModel } from "./model-answerer.ts";
import { startModel, toolCall, usesTool } from "./test-model.ts";
import type { Arguments, ToolOutcome } from "./tool-box.ts";

function question(outcome: () => Promise<ToolOutcome>) {
  const calls: [string, Arguments][] = [];
  const tools = {
    used: [],
    list: () =>
      Promise.resolve([
        { name: "list_tables", description: "d", inputSchema: { type: "object", properties: {} } },
      ]),
    call: (name: string, given: Arguments) => {
      calls.push([name, given]);
      return outcome();
    },
  };
  const history = [
    { role: "user" as const, content: "before" },
    { role: "assistant" as const, content: "yes?" },
  ];
  return { calls, message: "which tables?", history, tools };
}

const good = (): Promise<ToolOutcome> => Promise.resolve({ ok: true, result: { tables: ["Stars"] } });

test("When the model calls a tool, then it gets the result, and its answer comes back with its tokens", async () => {
  await using model = await startModel(usesTool);
  const asked = question(good);
  const answer = await createModelAnswerer(model.config)(asked);
  expect(answer.response).toContain("Stars");
  expect(answer.usage).toEqual({ model: "test-model", input_tokens: 20, output_tokens: 10 });
  expect(asked.calls).toEqual([["list_tables", {}]]);
  expect(model.asked[0]?.tools.map((tool) => tool.function.name)).toEqual(["list_tables"]);
  expect(model.asked[0]?.messages.map(({ role }) => role)).toEqual(["system", "user", "assistant", "user"]);
});

test("When a tool fails, then the model is told, and answers", async () => {
  await using model = await startModel(usesTool);
  const error = { status: 404, title: "Not Found", detail: "no such base" };
  const answer = await createModelAnswerer(model.config)(
    question(() => Promise.resolve({ ok: false, error })),
  );
  expect(answer.response).toContain("no such base");
});

test("When the model only ever calls tools, then the loop ends and the answer says so", async () => {
  await using model = await startModel(() => toolCall);
  const answer = await createModelAnswerer(model.config)(question(good));
  expect(model.asked).toHaveLength(maxSteps);
  expect(answer.response).toContain(`no answer within ${maxSteps} steps`);
});

test("When mcp-server is away, then its problem comes out and the model is not asked again", async () => {
  await using model = await startModel(usesTool);
  const away = new Problem(502, "mcp-server cannot be reached.");
  const answer = createModelAnswerer(model.config)(question(() => Promise.reject(away)));
  await expect(answer).rejects.toBe(away);
  expect(model.asked).toHaveLength(1);
});

test.each([
  [401, "The model test-model answers 401."],
  [404, "The model test-model answers 404."],
])("When the model's server answers %i, then it is 502 naming the model", async (status, detail) => {
  await using model = await startModel(() => ({ status, body: { error: { message: "secret detail" } } }));
  const answer = createModelAnswerer(model.config)(question(good));
  await expect(answer).rejects.toMatchObject({ status: 502, detail, members: { model: "test-model" } });
});

test("When the model's server hangs, then it is 504 naming the model", async () => {
  await using model = await startModel(() => "hang");
  const answer = createModelAnswerer(model.config, 200)(question(good));
  await expect(answer).rejects.toMatchObject({
    status: 504,
    detail: "The model test-model did not answer in time.",
  });
});

test("When the model's server is there, then its ping is quiet; when it is gone, then it is not", async () => {
  const model = await startModel(usesTool);
  await expect(pingModel(model.config)).resolves.toBeUndefined();
  await model[Symbol.asyncDispose]();
  await expect(pingModel(model.config)).rejects.toThrow("fetch failed");
});
