// Lets only callers with the service key in: JWTs end at the services at the edge.
import type { RequestHandler } from "express";
import { unauthorized } from "./problem.ts";
import { contextOf } from "./request-context.ts";

export const requireServiceKey: RequestHandler = (request, _response, next) => {
  if (!contextOf(request).trusted) throw unauthorized("The service key is needed (X-API-Key).", "ApiKey");
  next();
};
