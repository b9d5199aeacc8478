// Opens sessions and renews them: a pair of tokens that belong to one session.
import { randomUUID } from "node:crypto";
import { unauthorized } from "#kit/problem.ts";
import type { AuthMetrics } from "./auth-metrics.ts";
import type { Config } from "./config.ts";
import type { People, User } from "./people.ts";
import type { Sessions } from "./sessions.ts";
import type { Tokens } from "./tokens.ts";

/** What registering, logging in and refreshing answer. */
export interface TokenAnswer {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly token_type: "bearer";
  /** Seconds until the access token expires. */
  readonly expires_in: number;
  readonly user: User;
}

export interface SignIn {
  readonly open: (user: User) => Promise<TokenAnswer>;
  /** @throws {Problem} 401 for a token that is none, or was used before (which ends its session). */
  readonly renew: (refreshToken: string) => Promise<TokenAnswer>;
}

export interface SignInOptions {
  readonly config: Config;
  readonly people: People;
  readonly sessions: Sessions;
  readonly tokens: Tokens;
  readonly metrics: AuthMetrics;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const refused = () => unauthorized("The refresh token is not valid.");

interface Pair {
  readonly user: User;
  readonly sid: string;
  readonly refreshJti: string;
  /** Of the session, in milliseconds since the epoch. */
  readonly expiresAt: number;
}

export function createSignIn({ config, people, sessions, tokens, metrics, now }: SignInOptions): SignIn {
  const { ACCESS_TOKEN_TTL_SECONDS, REFRESH_TOKEN_TTL_SECONDS, SESSION_MAX_SECONDS } = config;
  const endOf = (createdAt: number) =>
    Math.min(now() + REFRESH_TOKEN_TTL_SECONDS * 1000, createdAt + SESSION_MAX_SECONDS * 1000);
  const answer = ({ user, sid, refreshJti, expiresAt }: Pair): TokenAnswer => {
    const iat = Math.floor(now() / 1000);
    const sessionEnd = Math.floor(expiresAt / 1000);
    const exp = Math.min(iat + ACCESS_TOKEN_TTL_SECONDS, sessionEnd);
    const claims = { sub: user.id, email: user.email, sid, iat };
    return {
      access_token: tokens.sign({ ...claims, type: "access", exp }),
      refresh_token: tokens.sign({ ...claims, type: "refresh", exp: sessionEnd }, refreshJti),
      token_type: "bearer",
      expires_in: exp - iat,
      user,
    };
  };
  const open: SignIn["open"] = async (user) => {
    const [refreshJti, expiresAt] = [randomUUID(), endOf(now())];
    const { id: sid } = await sessions.create(user, refreshJti, expiresAt);
    metrics.sessionsCreated.inc();
    return answer({ user, sid, refreshJti, expiresAt });
  };
  const renew: SignIn["renew"] = async (refreshToken) => {
    const claims = tokens.read(refreshToken, "refresh");
    const identity = claims && (await sessions.find(claims.sid));
    if (!identity || identity.user.id !== claims.sub) throw refused();
    const { sid, sub: userId, jti: from } = claims;
    // Asked before the token is used up: while Postgres is away nothing is lost, and the caller may try again.
    const user = await people.find(userId);
    if (!user) {
      await sessions.end(sid);
      throw refused();
    }
    const [to, expiresAt] = [randomUUID(), endOf(Date.parse(identity.session.created_at))];
    if (!(await sessions.rotate({ sid, userId, from, to, expiresAt }))) throw refused();
    return answer({ user, sid, refreshJti: to, expiresAt });
  };
  return { open, renew };
}
