// For tests: an OpenAI-compatible language model on a free port, which answers as the test says.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

export interface AskedModel {
  readonly model: string;
  readonly messages: readonly { role: string; content: unknown }[];
  readonly tools: readonly { function: { name: string } }[];
}

export type ModelReply = { readonly status: number; readonly body: unknown } | "hang";

export const completion = (message: Record<string, unknown>, finish: string): ModelReply => ({
  status: 200,
  body: {
    id: "c1",
    object: "chat.completion",
    created: 1,
    model: "test-model",
    choices: [{ index: 0, message: { role: "assistant", content: null, ...message }, finish_reason: finish }],
    usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
  },
});

export const toolCall = completion(
  { tool_calls: [{ id: "t1", type: "function", function: { name: "list_tables", arguments: "{}" } }] },
  "tool_calls",
);

/** Calls a tool until the last message is a tool's, then says what the tool said. */
export const usesTool = ({ messages }: AskedModel): ModelReply => {
  const last = messages.at(-1);
  return last?.role === "tool"
    ? completion({ content: `It said ${String(last.content)}` }, "stop")
    : toolCall;
};

/** `GET` asks for its models; `models` is the status of that. */
export async function startModel(
  answer: (asked: AskedModel) => ModelReply,
  models: () => number = () => 200,
) {
  const asked: AskedModel[] = [];
  const server = createServer((request, response) => {
    if (request.method === "GET") return void response.writeHead(models()).end("{}");
    void (json(request) as Promise<AskedModel>).then((body) => {
      asked.push(body);
      const reply = answer(body);
      if (reply === "hang") return undefined;
      response.writeHead(reply.status, { "content-type": "application/json" });
      return response.end(JSON.stringify(reply.body));
    });
    return undefined;
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return {
    asked,
    config: { baseUrl, name: "test-model", apiKey: "test-only-model-key" },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
