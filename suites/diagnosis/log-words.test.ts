import { expect, test } from "vitest";
import { logWords } from "./log-words.ts";

test.each([
  [
    '{"level":"warn","err":"role \\"app\\" does not exist","msg":"cannot migrate"}',
    'cannot migrate: role "app" does not exist',
  ],
  ['{"level":"error","err":{"message":"no","stack":"Error: no"},"msg":"it broke"}', "it broke: no"],
  ['{"level":"info"}', '{"level":"info"}'],
  ["plain words", "plain words"],
  ["3", "3"],
])("When a log line is %s, then it says %s", (line, words) => {
  expect(logWords(line)).toBe(words);
});
