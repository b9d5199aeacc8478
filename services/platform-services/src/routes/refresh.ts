// POST /auth/refresh: a new pair for a refresh token, which works once.
import { jsonBody } from "#kit/json-body.ts";
import { readInput } from "#kit/problem.ts";
import { resource } from "#kit/resource.ts";
import type { Router } from "express";
import { z } from "zod";
import type { Dependencies } from "../dependencies.ts";
import { plainText } from "../text.ts";

const renewal = z.object({ refresh_token: plainText(8192).min(1, "must not be empty") });

export function refreshRoute(router: Router, { signIn }: Dependencies): void {
  resource(router, "/auth/refresh", {
    post: [
      jsonBody(),
      async (request, response) => {
        const { refresh_token } = readInput(renewal, request.body);
        response.json(await signIn.renew(refresh_token));
      },
    ],
  });
}
