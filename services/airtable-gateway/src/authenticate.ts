// Lets in who shows the service key, the operator's Airtable token, or a JWT that platform-services vouches for.
import type { Request, RequestHandler } from "express";
import type { Peer } from "#kit/http-client.ts";
import { Problem, unauthorized } from "#kit/problem.ts";
import { contextOf, identify, sameSecret } from "#kit/request-context.ts";
import { z } from "zod";

const jwtShape = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const maxTokenLength = 8192;
const verifyTimeoutMs = 3000;
const verdict = z.object({ valid: z.literal(true), user: z.object({ id: z.string() }) });

const invalidToken = () => unauthorized("The token is not valid.", 'Bearer error="invalid_token"');

function bearerToken(request: Request): string | undefined {
  const [, token] = /^Bearer +(\S+) *$/i.exec(request.get("authorization") ?? "") ?? [];
  return token !== undefined && token.length <= maxTokenLength ? token : undefined;
}

function unavailable(peer: Peer, cause?: unknown): Problem {
  return new Problem(503, `${peer.name} cannot say whether the token is valid.`, {
    cause,
    headers: { "Retry-After": "1" },
    members: { peer: peer.name },
  });
}

/** The person's id. Asked anew for each request: a revoked token fails at once. */
async function verifyJwt(
  request: Request,
  { platform, token }: { platform: Peer; token: string },
): Promise<string> {
  const reply = await platform
    .request({
      path: "/auth/verify",
      headers: { authorization: `Bearer ${token}` },
      context: contextOf(request),
      timeoutMs: verifyTimeoutMs,
    })
    .catch((error: unknown) => {
      throw unavailable(platform, error);
    });
  const verified = verdict.safeParse(reply.json);
  if (reply.status === 200 && verified.success) return verified.data.user.id;
  if (reply.status === 401 || reply.status === 403) throw invalidToken();
  throw unavailable(platform, new Error(`/auth/verify answers ${reply.status}`));
}

/** Everything else is 401 with the challenge. */
export function authenticate(options: { airtableToken: string; platform: Peer }): RequestHandler {
  const { airtableToken, platform } = options;
  return async (request, _response, next) => {
    if (contextOf(request).trusted) return next();
    const token = bearerToken(request);
    if (token === undefined) throw unauthorized("A bearer token or the service key (X-API-Key) is needed.");
    if (sameSecret(token, airtableToken)) return next();
    if (!jwtShape.test(token)) throw invalidToken();
    identify(request, await verifyJwt(request, { platform, token }));
    next();
  };
}
