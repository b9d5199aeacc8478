// What the chat and its tools answer to.
import { type Operation, type Operations, answer, problems, ref, takes } from "./operation.ts";

const upstream = problems(401, 502, 503, 504);
const anything = { type: "object" };

const reading = (operationId: string, summary: string): Operation => ({
  operationId,
  summary,
  responses: { ...answer(200, "The session.", anything), ...problems(404), ...upstream },
});

export const assistantOperations: Operations = {
  "/api/chat": {
    post: {
      operationId: "chat",
      summary: "Ask in plain words",
      requestBody: takes(ref("ChatQuestion")),
      responses: { ...answer(200, "The answer.", ref("ChatAnswer")), ...problems(400, 422), ...upstream },
    },
  },
  "/api/tools": {
    get: {
      operationId: "listTools",
      summary: "The tools that the chat can use",
      responses: { ...answer(200, "The tools.", anything), ...upstream },
    },
  },
  "/api/execute-tool": {
    post: {
      operationId: "executeTool",
      summary: "Use one tool",
      requestBody: takes(ref("ToolCall")),
      responses: { ...answer(200, "What the tool said.", anything), ...problems(400, 404, 422), ...upstream },
    },
  },
  "/api/sessions/:id": {
    get: reading("getSession", "A chat session of one's own"),
    delete: {
      operationId: "deleteSession",
      summary: "End a chat session",
      responses: { ...answer(204, "Gone."), ...problems(404), ...upstream },
    },
  },
  "/api/sessions/:id/history": {
    get: reading("getHistory", "What was said in it"),
  },
};
