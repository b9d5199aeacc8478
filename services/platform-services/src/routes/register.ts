// POST /auth/register: a new person, signed in at once.
import { jsonBody } from "#kit/json-body.ts";
import { Problem, readInput } from "#kit/problem.ts";
import { resource } from "#kit/resource.ts";
import type { Router } from "express";
import { z } from "zod";
import type { Dependencies } from "../dependencies.ts";
import { emailAddress } from "../email.ts";
import { personName } from "../person-name.ts";
import { newPassword } from "../password-policy.ts";

const registration = z.object({
  email: emailAddress,
  password: newPassword,
  first_name: personName.optional(),
  last_name: personName.optional(),
});

export function registerRoute(router: Router, { people, passwords, sessions, signIn }: Dependencies): void {
  resource(router, "/auth/register", {
    post: [
      jsonBody(),
      async (request, response) => {
        const {
          email,
          password,
          first_name = null,
          last_name = null,
        } = readInput(registration, request.body);
        // Asked first, so that nobody is registered and then told that it failed.
        await sessions.ping();
        const passwordHash = await passwords.hash(password);
        const user = await people.add({ email, passwordHash, first_name, last_name });
        if (!user) throw new Problem(409, "This e-mail address is taken.");
        response.status(201).json(await signIn.open(user));
      },
    ],
  });
}
