// The local fake of an OpenAI-compatible model, which the tests of llm-orchestrator use, as a provider.
import {
  type ModelReply,
  completion,
  startModel,
  toolCall,
} from "../../services/llm-orchestrator/src/test-model.ts";
import type { ProviderUnderTest } from "./provider.ts";

const answers = completion({ content: "There is one table." }, "stop");

export async function startLanguageModel(): Promise<ProviderUnderTest<"language-model">> {
  let reply = answers;
  let models = 200;
  const model = await startModel(
    () => reply,
    () => models,
  );
  const does = (next: ModelReply) => async () => {
    reply = next;
    models = next === "hang" ? 200 : next.status;
  };
  const refuses = (status: number) => does({ status, body: { error: { message: "It is refused." } } });
  return {
    name: "language-model",
    url: model.config.baseUrl.replace(/\/v1$/, ""),
    reset: does(answers),
    states: {
      "it answers": does(answers),
      "it calls a tool": does(toolCall),
      "it refuses the key": refuses(401),
      "it does not know the model": refuses(404),
      "it is overloaded": refuses(503),
    },
    [Symbol.asyncDispose]: () => model[Symbol.asyncDispose](),
  };
}
