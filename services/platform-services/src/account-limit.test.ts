import { Problem } from "#kit/problem.ts";
import { expect, test } from "vitest";
import { createAccountLimit } from "./account-limit.ts";

const failures = { max: 2, windowSeconds: 600 };

test("When an account has failed too often, then it is 429 for a minute at most; another is free", async () => {
  const limit = createAccountLimit(failures, undefined);
  await limit.take("ada@example.com");
  await limit.take("ada@example.com");
  const refusal: unknown = await limit.take("ada@example.com").catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(Problem);
  expect(refusal).toMatchObject({ status: 429 });
  expect(Number((refusal as Problem).headers["Retry-After"])).toBeLessThanOrEqual(60);
  await limit.take("bob@example.com");
});

test("When logins succeed, then they do not count, and earlier failures still do", async () => {
  const limit = createAccountLimit(failures, undefined);
  await limit.take("ada@example.com");
  for (let login = 0; login < 5; login++) {
    await limit.take("ada@example.com");
    await limit.giveBack("ada@example.com");
  }
  await limit.take("ada@example.com");
  await expect(limit.take("ada@example.com")).rejects.toThrow("Too many requests (account)");
});
