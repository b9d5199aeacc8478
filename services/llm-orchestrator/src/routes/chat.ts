// POST /chat: one message in, one answer out, with the tools that it took.
import { jsonBody } from "#kit/json-body.ts";
import { readInput } from "#kit/problem.ts";
import { contextOf } from "#kit/request-context.ts";
import { resource } from "#kit/resource.ts";
import { type RequestHandler, Router } from "express";
import { z } from "zod";
import { type Dependencies, personOf } from "../dependencies.ts";
import { plainText } from "../plain-text.ts";
import { createToolUse } from "../tool-use.ts";

const body = z.object({
  message: plainText(8000),
  session_id: plainText(100).optional(),
  base_id: plainText(100).optional(),
});

/** What an answer may look back on. */
const remembered = 20;

const chat =
  ({ sessions, answer, openToolBox, onToolCall }: Dependencies): RequestHandler =>
  async (request, response) => {
    const context = contextOf(request);
    const { message, session_id, base_id } = readInput(body, request.body);
    const person = personOf(context);
    const known = session_id === undefined ? undefined : await sessions.find(session_id, person);
    const session = known ?? (await sessions.begin(person, base_id));
    const history = known ? await sessions.history(known, remembered) : [];
    const baseId = base_id ?? session.baseId;
    await using box = openToolBox(context);
    const tools = createToolUse(box, { baseId, onCall: onToolCall });
    const at = new Date().toISOString();
    const turns = history.map(({ role, content }) => ({ role, content }));
    const { response: text, usage } = await answer({ message, history: turns, tools });
    await sessions.append({ ...session, baseId }, [
      { role: "user", content: message, at },
      { role: "assistant", content: text, at: new Date().toISOString(), tools_used: tools.used },
    ]);
    response.json({ response: text, tools_used: tools.used, session_id: session.id, usage });
  };

export function chatRoutes(dependencies: Dependencies): Router {
  const router = Router();
  resource(router, "/chat", { post: [jsonBody(), chat(dependencies)] });
  return router;
}
