// Asks for a valid access token whose session still stands; touches Redis alone.
import type { IncomingMessage } from "node:http";
import { unauthorized } from "#kit/problem.ts";
import type { RequestHandler } from "express";
import type { Identity, Sessions } from "./sessions.ts";
import type { Tokens } from "./tokens.ts";

const identities = new WeakMap<IncomingMessage, Identity>();

/** Who asks, of a request that went through `bearer`. */
export function identityOf(request: IncomingMessage): Identity {
  const identity = identities.get(request);
  if (!identity) throw new Error("bearer must come before this handler");
  return identity;
}

/** RFC 6750 §2.1; the scheme's case does not matter (RFC 9110 §11.1). */
const credentials = /^bearer +([\w.~+/-]+=*)$/i;

/** 401 with the challenge unless the caller shows an access token of a session that has not ended. */
export function bearer(tokens: Tokens, sessions: Sessions): RequestHandler {
  return async (request, _response, next) => {
    const [, token] = credentials.exec(request.headers.authorization ?? "") ?? [];
    if (token === undefined) throw unauthorized("An access token is needed (Authorization: Bearer …).");
    const claims = tokens.read(token, "access");
    const identity = claims && (await sessions.find(claims.sid));
    if (!identity || identity.user.id !== claims.sub) throw unauthorized("The access token is not valid.");
    identities.set(request, identity);
    next();
  };
}
