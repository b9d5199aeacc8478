import { expect, test } from "vitest";
import { leakIn } from "./log-leak.ts";

const known = ["test-only-service-key", "short"];
const token = ["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiJhZGEifQ", "signature"].join(".");

test.each([
  [`{"msg":"request","headers":{"x-api-key":"test-only-service-key"}}`, /a secret of the compose file/],
  [`{"msg":"request","authorization":"Bearer ${token}"}`, /a JSON Web Token/],
  [`{"msg":"invalid body","password":"Correct-horse-12ab34cd"}`, /a password/],
  [`insert into platform_users values ('$2b$08$${"a".repeat(53)}')`, /a password hash/],
])("When a line holds a secret (%s), then what leaked is said, without the secret", (line, said) => {
  const leak = leakIn(line, known);

  expect(leak).toMatch(said);
  expect(leak).not.toMatch(/test-only-service-key|eyJ|Correct-horse|\$2b/);
});

test("When a line holds none, or a secret too short to tell, then nothing leaked", () => {
  expect(leakIn(`{"msg":"request","authorization":"«redacted»","took":"short"}`, known)).toBeUndefined();
});
