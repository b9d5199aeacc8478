import { randomBytes } from "node:crypto";
import jsonwebtoken from "jsonwebtoken";
import { expect, test } from "vitest";
import { credentialsIn } from "./credential-shapes.ts";

// Made here and never written down, so that the scan of this repository finds nothing in this file.
const hex = randomBytes(32).toString("hex");
const letters = "Ab1".repeat(20);
const planted: Readonly<Record<string, string>> = {
  "Airtable personal access token": `const token = "pat${letters.slice(0, 14)}.${hex}"`,
  "Airtable legacy key": `AIRTABLE="key${letters.slice(0, 14)}"`,
  "AWS access key": `aws: AKIA${"Q7".repeat(8)}`,
  "Google API key": `AIza${letters.slice(0, 35)}`,
  "GitHub token": `https://ghp_${letters.slice(0, 36)}@github.com`,
  "npm token": `npm_${letters.slice(0, 36)}`,
  "Slack token": `xoxb-${letters.slice(0, 24)}`,
  "Stripe key": `sk_live_${letters.slice(0, 24)}`,
  "OpenAI or Anthropic key": `sk-proj-${letters.slice(0, 40)}`,
  "private key": ["-----BEGIN RSA", "PRIVATE KEY-----"].join(" "),
  "JSON Web Token": jsonwebtoken.sign({ sub: "somebody" }, hex),
  "value of a secret": `  JWT_SECRET: "${hex}"`,
};

test.each(Object.entries(planted))("When a line holds a %s, then it is found", (kind, line) => {
  expect(credentialsIn(line)).toContainEqual({ kind, shown: expect.stringMatching(/^.{6}…$/) });
});

test("When a secret's name is in small letters, then its value is found too", () => {
  expect(credentialsIn(`jwt_secret: "${hex}"`)).toContainEqual(
    expect.objectContaining({ kind: "value of a secret" }),
  );
});

test.each([
  "API_KEY: ${API_KEY:-test-only-service-key-0123456789}",
  "JWT_SECRET=test-only-change-me-to-48-random-bytes",
  '"integrity": "sha512-abcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefab=="',
  'const key = { JWT_SECRET: "0123456789abcdef0123456789abcdef" };',
  "keyboardNavigation1 keyExpressionTools",
  "const apiKey = context.setting(service, name);",
  "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ0eXBlZCJ9.dHlwZWQtYnktaGFuZC1hbmQtbm8tc2lnbmF0dXJl",
  "commit 9e1c36b7f9e1c36b7f9e1c36b7f9e1c36b7f9e1c",
])("When a line holds no credential (%s), then none is found", (line) => {
  expect(credentialsIn(line)).toEqual([]);
});
