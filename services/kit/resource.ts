// Declares what one path answers to; every other method is 405 with Allow (RFC 9110 §15.5.6).
import type { RequestHandler, Router } from "express";
import { Problem } from "./problem.ts";

type Method = "get" | "post" | "put" | "patch" | "delete";

export type Handlers = Readonly<Partial<Record<Method, RequestHandler | readonly RequestHandler[]>>>;

/** Methods allowed on a path that answers to `handlers`: GET brings HEAD along. */
function allowed(handlers: Handlers): string {
  const methods = Object.keys(handlers).map((method) => method.toUpperCase());
  return [...methods, ...(handlers.get ? ["HEAD"] : []), "OPTIONS"].toSorted().join(", ");
}

/** Registers `handlers` on `path`; OPTIONS answers 204 with Allow, what is not declared 405. */
export function resource(router: Router, path: string, handlers: Handlers): void {
  const route = router.route(path);
  const allow = allowed(handlers);
  for (const method of Object.keys(handlers) as Method[]) {
    route[method](...[handlers[method] ?? []].flat());
  }
  route.options((_request, response) => {
    response.set("Allow", allow).status(204).end();
  });
  route.all((request) => {
    throw new Problem(405, `${request.method} is not allowed here; ${allow} are.`, {
      headers: { Allow: allow },
    });
  });
}
