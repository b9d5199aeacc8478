// POST /auth/login: a pair of tokens for an e-mail and its password, one 401 for every cause.
import { jsonBody } from "#kit/json-body.ts";
import { Problem, readInput, unauthorized } from "#kit/problem.ts";
import { resource } from "#kit/resource.ts";
import type { Router } from "express";
import { z } from "zod";
import type { Dependencies } from "../dependencies.ts";
import { normaliseEmail } from "../email.ts";
import type { User } from "../people.ts";
import { plainText } from "../text.ts";

/** Any text: an address that cannot exist is an unknown one, not a fault of its own. */
const identifier = plainText(1024).min(1, "must not be empty");

const credentials = z
  .object({
    email: identifier.optional(),
    username: identifier.optional(),
    password: plainText(4096).min(1, "must not be empty"),
  })
  .refine(({ email, username }) => email !== undefined || username !== undefined, {
    path: ["email"],
    message: "email or username is needed",
  });

const refused = () => unauthorized("The e-mail address or the password is wrong.");

/** The person whose password this is; undefined for an unknown person and a wrong password, in the same time. */
async function recognise(services: Dependencies, email: string, password: string): Promise<User | undefined> {
  const found = await services.people.findByEmail(email);
  const matches = await services.passwords.matches(password, found?.passwordHash);
  return matches ? found?.user : undefined;
}

/** Counts a wrong guess, and nothing else, against the account. */
async function guess(services: Dependencies, email: string, password: string): Promise<User | undefined> {
  const { accountLimit, authMetrics } = services;
  try {
    await accountLimit.take(email);
  } catch (error) {
    if (error instanceof Problem) authMetrics.logins.inc({ outcome: "limited" });
    throw error;
  }
  let wrong = false;
  try {
    const user = await recognise(services, email, password);
    wrong = user === undefined;
    return user;
  } finally {
    if (!wrong) await accountLimit.giveBack(email);
  }
}

export function loginRoute(router: Router, services: Dependencies): void {
  const { people, sessions, signIn, authMetrics } = services;
  resource(router, "/auth/login", {
    post: [
      jsonBody(),
      async (request, response) => {
        const { email, username = "", password } = readInput(credentials, request.body);
        // Asked first, so that while Redis is away a right and a wrong password get the same answer at once.
        await sessions.ping();
        const user = await guess(services, normaliseEmail(email ?? username), password);
        authMetrics.logins.inc({ outcome: user ? "succeeded" : "failed" });
        if (!user) throw refused();
        const answer = await signIn.open(user);
        // Deleted while the password was compared? Then its sessions were ended before this one began.
        if (!(await people.find(user.id))) {
          await sessions.endAll(user.id);
          throw refused();
        }
        response.json(answer);
      },
    ],
  });
}
