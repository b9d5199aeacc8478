// JSON Web Tokens as an attacker or a test would make them.
import { randomUUID } from "node:crypto";
import jwt from "jsonwebtoken";

export interface Claims {
  readonly sub: string;
  readonly email: string;
  readonly iat: number;
  readonly exp: number;
  readonly iss: string;
  readonly aud: string | readonly string[];
  readonly jti: string;
  readonly sid: string;
  readonly type: string;
}

/** The claims, whoever signed them. */
export const claimsOf = (token: string): Partial<Claims> => (jwt.decode(token) ?? {}) as Partial<Claims>;

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** The same claims under `alg: none`, with no signature (RFC 8725 §2.1). */
export const unsigned = (token: string): string =>
  `${base64url({ alg: "none", typ: "JWT" })}.${token.split(".")[1]}.`;

/** The same signature over other claims. */
export function tampered(token: string): string {
  const [header, , signature] = token.split(".");
  return `${header}.${base64url({ ...claimsOf(token), sub: randomUUID() })}.${signature}`;
}

/** The claims of `token`, changed, under `secret` and HS256. */
export const forged = (token: string, secret: string, changes: Partial<Claims> = {}): string =>
  jwt.sign({ ...claimsOf(token), ...changes }, secret, { algorithm: "HS256" });
