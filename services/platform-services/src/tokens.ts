// Signs and reads the JWTs; only this service holds the secret.
import { createSecretKey, randomUUID } from "node:crypto";
import jwt from "jsonwebtoken";
import { z } from "zod";
import type { Config } from "./config.ts";

export type TokenType = "access" | "refresh";

const claimsSchema = z.object({
  sub: z.uuid(),
  email: z.string(),
  sid: z.string().min(1),
  jti: z.string().min(1),
  type: z.enum(["access", "refresh"]),
  iat: z.number(),
  exp: z.number(),
});

export type Claims = z.infer<typeof claimsSchema>;

/** What a new token says; times in seconds since the epoch. */
export type TokenRequest = Omit<Claims, "jti">;

export interface Tokens {
  readonly sign: (claims: TokenRequest, jti?: string) => string;
  /** The claims of a token of this `type` that we signed and that has not expired; else undefined. */
  readonly read: (token: string, type: TokenType) => Claims | undefined;
}

/** JWT HS256 with a KeyObject: a string secret would be turned into one at every call, five times slower. */
export function createTokens(config: Config, now: () => number): Tokens {
  const key = createSecretKey(Buffer.from(config.JWT_SECRET));
  const { JWT_ISSUER: issuer, JWT_AUDIENCE: audience } = config;
  const verified = (token: string): unknown => {
    const clockTimestamp = Math.floor(now() / 1000);
    try {
      return jwt.verify(token, key, { algorithms: ["HS256"], issuer, audience, clockTimestamp });
    } catch {
      // Whatever is wrong with a token, the answer is the same: it is none of ours.
      return undefined;
    }
  };
  return {
    sign: (claims, jti = randomUUID()) =>
      jwt.sign({ ...claims, jti }, key, { algorithm: "HS256", issuer, audience }),
    read: (token, type) => {
      const { data } = claimsSchema.safeParse(verified(token));
      return data?.type === type ? data : undefined;
    },
  };
}
