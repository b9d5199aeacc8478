// GET and PUT /auth/profile: the person who asks.
import { jsonBody } from "#kit/json-body.ts";
import { readInput, unauthorized } from "#kit/problem.ts";
import { resource } from "#kit/resource.ts";
import type { Router } from "express";
import { z } from "zod";
import type { Dependencies } from "../dependencies.ts";
import { identityOf } from "../bearer.ts";
import type { User } from "../people.ts";
import { personName } from "../person-name.ts";

/** Strict: a change that would not happen is refused, not ignored. */
const changes = z.strictObject({ first_name: personName.optional(), last_name: personName.optional() });

function present(user: User | undefined): User {
  if (!user) throw unauthorized("This person is gone.");
  return user;
}

export function profileRoute(router: Router, { signedIn, people, sessions }: Dependencies): void {
  resource(router, "/auth/profile", {
    get: [
      signedIn,
      async (request, response) => {
        response.json(present(await people.find(identityOf(request).user.id)));
      },
    ],
    put: [
      signedIn,
      jsonBody(),
      async (request, response) => {
        const wanted = readInput(changes, request.body);
        const user = present(await people.rename(identityOf(request).user.id, wanted));
        await sessions.keepUser(user);
        response.json(user);
      },
    ],
  });
}
