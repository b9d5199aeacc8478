import { expect, test } from "vitest";
import { newPassword } from "./password-policy.ts";
import { createPasswords } from "./passwords.ts";

const passwords = createPasswords(4);

const complaint = (password: string) => newPassword.safeParse(password).error?.issues[0]?.message;

test("When the password is right, then it matches; another one does not", async () => {
  const hash = await passwords.hash("correct horse");
  expect(await passwords.matches("correct horse", hash)).toBe(true);
  expect(await passwords.matches("Correct horse", hash)).toBe(false);
});

test("When nobody is known, then nothing matches", async () => {
  expect(await passwords.matches("correct horse", undefined)).toBe(false);
});

test("When a password goes on after byte 72, then it is not the one that ends there", async () => {
  const hash = await passwords.hash("é".repeat(36));
  expect(await passwords.matches("é".repeat(36), hash)).toBe(true);
  expect(await passwords.matches(`${"é".repeat(36)}x`, hash)).toBe(false);
  expect(await passwords.matches(`${"é".repeat(35)}e`, hash)).toBe(false);
});

test.each(["testpass123", "a b c d e", "é".repeat(36), "x".repeat(72), "🔑🔑🔑🔑🔑🔑🔑🔑"])(
  "When a new password is %j, then it is accepted",
  (password) => {
    expect(complaint(password)).toBeUndefined();
  },
);

test.each([
  ["seven77", "must have at least 8 characters"],
  ["🔑🔑🔑🔑", "must have at least 8 characters"],
  ["x".repeat(73), "must have at most 72 bytes"],
  [`${"é".repeat(36)}x`, "must have at most 72 bytes"],
  ["password", "is too common"],
  ["PassWord123", "is too common"],
  ["12345678", "is too common"],
  ["good\u0000password", "must not contain NUL"],
  ["good\udc00password", "must be well-formed Unicode"],
])("When a new password is %j, then it is refused: %s", (password, message) => {
  expect(complaint(password)).toBe(message);
});
