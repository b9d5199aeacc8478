import { expect, test } from "vitest";
import { createRedact, redactNamed } from "./redact.ts";

const redact = createRedact(["test-only-key-1", "test-only-key-12", "short"]);
const token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl";

test.for([
  [
    "a known secret, the longest first",
    "with test-only-key-12 and test-only-key-1",
    "with «redacted» and «redacted»",
  ],
  ["a word that is too short to hide", "in short", "in short"],
  ["a JSON Web Token", `sent ${token}.`, "sent «redacted»."],
  ["a JSON field", '{"password":"a \\"b\\" c","user":"ada"}', '{"password":"«redacted»","user":"ada"}'],
  [
    "a body that a log line quotes",
    JSON.stringify({ msg: "refused", body: JSON.stringify({ password: 'a "b" c', user: "ada" }) }),
    JSON.stringify({ msg: "refused", body: JSON.stringify({ password: "«redacted»", user: "ada" }) }),
  ],
  ["credentials", "authorization: Bearer pat0123456789abcdef", "authorization: Bearer «redacted»"],
  [
    "a challenge",
    'Bearer realm="pyairtable-platform-services-1"',
    'Bearer realm="pyairtable-platform-services-1"',
  ],
] as const)("When a text holds %s, then that is what goes", ([, text, expected]) => {
  expect(redact(text)).toBe(expected);
});

test("When a value is a secret by its name, then it goes, and the scheme of credentials stays", () => {
  expect(redactNamed("Authorization", "Bearer abc")).toBe("Bearer «redacted»");
  expect(redactNamed("x-api-key", "abc")).toBe("«redacted»");
  expect(redactNamed("password", "abc")).toBe("«redacted»");
  expect(redactNamed("password", "")).toBe("");
  expect(redactNamed("token_type", "bearer")).toBe("bearer");
});
