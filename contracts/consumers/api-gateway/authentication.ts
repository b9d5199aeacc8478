// The part of the pact with platform-services that is behind /api/auth: people register, sign in and leave.
import { Matchers } from "@pact-foundation/pact";
import { expect } from "vitest";
import { exampleJwt } from "../../keys.ts";
import { caller, onwardFor } from "../asked-by-ada.ts";
import type { PactBetween } from "../pact-between.ts";
import { bearer } from "../shapes.ts";
import { authenticationCases, type Case, type Platform } from "./authentication-cases.ts";
import { type Asked, throughGateway } from "./through-gateway.ts";

/** A request of the pact as a caller of the gateway would write it: with the examples, below /api. */
function asCaller({ request, token }: Case): Asked {
  const { method, path, body } = request;
  return {
    method,
    path: `/api${Matchers.reify(path) as unknown as string}`,
    headers: { ...caller, ...(token ? { authorization: `Bearer ${exampleJwt}` } : {}) },
    ...(body === undefined ? {} : { body: Matchers.reify(body) }),
  };
}

export function authenticationTests(pact: PactBetween<Platform>): void {
  for (const each of authenticationCases) {
    const { title, asked, state, request, token, answer } = each;
    const headers = { ...onwardFor("127.0.0.1"), ...(token ? bearer(token, exampleJwt) : {}) };
    pact.test(title, { asked, state, request: { ...request, headers }, answer }, async (url) => {
      const told = await throughGateway({ "platform-services": url }, asCaller(each));
      expect(told.status).toBe(answer.status);
      for (const name of Object.keys(answer.headers ?? {})) expect(told.headers.get(name)).toBeTruthy();
    });
  }
}
