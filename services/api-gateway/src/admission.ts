// Judges once, at the edge, who asks; what it returns are the header fields that tell the next hop.
import type { Request } from "express";
import { type Peer, peerProblem } from "#kit/http-client.ts";
import { Problem, unauthorized } from "#kit/problem.ts";
import { contextOf, identify, onwardHeaders } from "#kit/request-context.ts";
import type { Access } from "./route-table.ts";

export type Admit = (request: Request, access: Access) => Promise<Record<string, string>>;

export interface AdmissionOptions {
  readonly platform: Peer;
  readonly apiKey: string;
}

const verifyTimeoutMs = 5000;
const jwt = /^[\w-]+\.[\w-]+\.[\w-]*$/;
const invalidToken = 'Bearer error="invalid_token"';

const bearerOf = (request: Request): string | undefined =>
  /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? "")?.[1];

/** Refusals that the caller should see as they are: too many, and not just now. */
const passedOn = new Set([429, 503]);

/** Asked each time, so that a token that was revoked fails at once. */
async function verifiedUser(platform: Peer, request: Request, token: string): Promise<string> {
  const { status, json, headers } = await platform.request({
    path: "/auth/verify",
    headers: { authorization: `Bearer ${token}` },
    context: contextOf(request),
    timeoutMs: verifyTimeoutMs,
  });
  const { user } = (json ?? {}) as { user?: { id?: unknown } };
  if (status === 200 && typeof user?.id === "string" && user.id !== "") return user.id;
  if (status === 401) throw unauthorized("The token is invalid, expired or revoked.", invalidToken);
  if (passedOn.has(status)) {
    const after = headers["retry-after"];
    throw new Problem(status, `${platform.name} cannot verify the token just now.`, {
      headers: { "Retry-After": typeof after === "string" ? after : "1" },
      members: { peer: platform.name },
    });
  }
  throw peerProblem(platform.name, new Error(`/auth/verify answers ${status}`));
}

/** @throws {Problem} 401 for who may not pass; 429, 502, 503, 504 when platform-services cannot say. */
export function createAdmission({ platform, apiKey }: AdmissionOptions): Admit {
  return async (request, access) => {
    const context = contextOf(request);
    const { authorization } = request.headers;
    if (access === "open" || access === "bearer") {
      return { ...onwardHeaders(context, apiKey), ...(authorization === undefined ? {} : { authorization }) };
    }
    if (context.trusted) return onwardHeaders(context, apiKey);
    const token = bearerOf(request);
    if (token === undefined) throw unauthorized("A bearer token or the service key (X-API-Key) is needed.");
    if (jwt.test(token)) {
      const userId = await verifiedUser(platform, request, token);
      return onwardHeaders(identify(request, userId), apiKey);
    }
    if (access === "identity") throw unauthorized("The token is not one of ours.", invalidToken);
    // Without our key: the token has to speak for itself.
    return {
      "x-request-id": context.requestId,
      "x-forwarded-for": context.clientAddress,
      authorization: `Bearer ${token}`,
    };
  };
}
