import jwt from "jsonwebtoken";
import { expect, test } from "vitest";
import { readConfig } from "./config.ts";
import { type TokenType, createTokens } from "./tokens.ts";

const config = readConfig({
  API_KEY: "an-ordinary-service-key",
  DATABASE_URL: "postgresql://postgres/people",
  REDIS_URL: "redis://redis",
  JWT_SECRET: "0123456789abcdef0123456789abcdef",
});
const startMs = Date.UTC(2026, 0, 1);
const iat = startMs / 1000;
const claims = {
  sub: "0f8fad5b-d9cb-469f-a165-70867728950e",
  email: "ada@example.com",
  sid: "a-session",
  type: "access" as TokenType,
  iat,
  exp: iat + 900,
};
const tokens = createTokens(config, () => startMs + 1000);
const ours = { ...claims, jti: "an-id", iss: config.JWT_ISSUER, aud: config.JWT_AUDIENCE };
const { exp: _expiry, ...lasting } = ours;
const signed = (payload: object, algorithm: jwt.Algorithm = "HS256", secret = config.JWT_SECRET) =>
  jwt.sign(payload, secret, { algorithm });

test("When a token is ours, then its claims are read, all of them", () => {
  const token = tokens.sign(claims, "an-id");
  expect(tokens.read(token, "access")).toEqual({ ...claims, jti: "an-id" });
  expect(jwt.decode(token, { complete: true })).toMatchObject({
    header: { alg: "HS256", typ: "JWT" },
    payload: { ...claims, jti: "an-id", iss: "pyairtable", aud: "pyairtable-api" },
  });
});

test("When two tokens are signed, then each has an id of its own", () => {
  const ids = [tokens.sign(claims), tokens.sign(claims)].map((token) => tokens.read(token, "access")?.jti);
  expect(new Set(ids).size).toBe(2);
});

test("When a refresh token is shown as an access token, or the other way round, then it is none", () => {
  expect(tokens.read(tokens.sign({ ...claims, type: "refresh" }), "access")).toBeUndefined();
  expect(tokens.read(tokens.sign(claims), "refresh")).toBeUndefined();
});

test("When a token has expired, then it is none", () => {
  const later = createTokens(config, () => startMs + 901_000);
  expect(later.read(tokens.sign(claims), "access")).toBeUndefined();
});

test("When every bit of the signature counts, then no other last character passes", () => {
  const token = tokens.sign(claims);
  const others = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_").filter(
    (character) => character !== token.at(-1),
  );
  for (const character of others) {
    expect(tokens.read(token.slice(0, -1) + character, "access")).toBeUndefined();
  }
});

test("When the same claims are signed as we do, then the control is read", () => {
  expect(tokens.read(signed(ours), "access")?.sub).toBe(claims.sub);
});

test.each([
  ["another secret", signed(ours, "HS256", "another secret of thirty-two bytes!!")],
  ["another audience", signed({ ...ours, aud: "somebody-else" })],
  ["another issuer", signed({ ...ours, iss: "somebody-else" })],
  ["another algorithm", signed(ours, "HS512")],
  ["no algorithm", jwt.sign(ours, null, { algorithm: "none" })],
  ["no expiry", signed(lasting)],
  ["no session", signed({ ...ours, sid: undefined })],
  ["a subject that is no id", signed({ ...ours, sub: "admin" })],
  ["a validity that has not begun", signed({ ...ours, nbf: iat + 600 })],
  ["no dots", "token"],
  ["nothing in it", ""],
  ["rubbish in it", "e30.e30.e30"],
])("When a token has %s, then it is none, and nothing throws", (_what, token) => {
  expect(tokens.read(token, "access")).toBeUndefined();
});
