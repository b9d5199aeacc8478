// DELETE /auth/users/:id: one's own account, softly; every session of the person ends.
import { Problem } from "#kit/problem.ts";
import { resource } from "#kit/resource.ts";
import type { Router } from "express";
import type { Dependencies } from "../dependencies.ts";
import { identityOf } from "../bearer.ts";

export function usersRoute(router: Router, { signedIn, people, sessions }: Dependencies): void {
  resource(router, "/auth/users/:id", {
    delete: [
      signedIn,
      async (request, response) => {
        const { id } = identityOf(request).user;
        // One answer for another's id and for one that nobody has: it tells nobody who exists.
        if (request.params["id"] !== id) throw new Problem(403, "Only one's own account can be deleted.");
        const user = await people.remove(id);
        await sessions.endAll(id);
        response.json(user);
      },
    ],
  });
}
