// /sessions/:id: a conversation, its messages, and its end, for the person whose it is.
import { contextOf } from "#kit/request-context.ts";
import { resource } from "#kit/resource.ts";
import { type Request, Router } from "express";
import { type Dependencies, personOf } from "../dependencies.ts";
import type { Session } from "../sessions.ts";

const shown = ({ id, createdAt, baseId }: Session) => ({
  session_id: id,
  created_at: createdAt,
  ...(baseId === undefined ? {} : { base_id: baseId }),
});

export function sessionRoutes({ sessions }: Dependencies): Router {
  const router = Router();
  const own = (request: Request) => sessions.find(String(request.params["id"]), personOf(contextOf(request)));
  resource(router, "/sessions/:id", {
    get: async (request, response) => {
      const session = await own(request);
      const messages = await sessions.history(session);
      response.json({
        ...shown(session),
        message_count: messages.length,
        last_message_at: messages.at(-1)?.at ?? session.createdAt,
      });
    },
    delete: async (request, response) => {
      await sessions.remove(await own(request));
      response.status(204).end();
    },
  });
  resource(router, "/sessions/:id/history", {
    get: async (request, response) => {
      const session = await own(request);
      response.json({ ...shown(session), messages: await sessions.history(session) });
    },
  });
  return router;
}
