// What a new password must be: length in characters and bytes, and not among the commonest (ASVS 6.2).
import { readFileSync } from "node:fs";
import { maxPasswordBytes } from "./passwords.ts";
import { plainText } from "./text.ts";

const minCharacters = 8;
const listFile = new URL("common-passwords.txt", import.meta.url);

const common: ReadonlySet<string> = new Set(
  readFileSync(listFile, "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#")),
);

/** No composition rules: NIST 800-63B-4 forbids them. Characters are code points, so that an emoji is one. */
export const newPassword = plainText(4096)
  .refine(
    (value) => Array.from(value).length >= minCharacters,
    `must have at least ${minCharacters} characters`,
  )
  .refine(
    (value) => Buffer.byteLength(value) <= maxPasswordBytes,
    `must have at most ${maxPasswordBytes} bytes`,
  )
  .refine((value) => !common.has(value.toLowerCase()), "is too common");
