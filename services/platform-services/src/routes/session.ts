// GET /auth/verify and POST /auth/logout: the session behind an access token, and its end.
import { resource } from "#kit/resource.ts";
import type { Router } from "express";
import type { Dependencies } from "../dependencies.ts";
import { identityOf } from "../bearer.ts";

export function sessionRoutes(router: Router, { signedIn, sessions }: Dependencies): void {
  resource(router, "/auth/verify", {
    get: [
      signedIn,
      (request, response) => {
        response.json({ valid: true, ...identityOf(request) });
      },
    ],
  });
  resource(router, "/auth/logout", {
    post: [
      signedIn,
      async (request, response) => {
        await sessions.end(identityOf(request).session.id);
        response.status(204).end();
      },
    ],
  });
}
