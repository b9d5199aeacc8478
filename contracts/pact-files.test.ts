// Only a whole pact is believed; anything else is refused by name.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { readPact } from "./pact-files.ts";

const folder = mkdtempSync(path.join(tmpdir(), "pacts-"));
afterAll(() => rmSync(folder, { recursive: true }));

const interaction = { description: "a question", providerStates: [{ name: "it answers" }] };
const whole = { consumer: { name: "asker" }, provider: { name: "teller" }, interactions: [interaction] };

function written(content: unknown, name = "asker-teller.json"): string {
  const file = path.join(folder, name);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

test("When a pact is whole, then its sides and interactions are there", () => {
  const file = written(whole);
  expect(readPact(file)).toEqual({
    file,
    consumer: "asker",
    provider: "teller",
    interactions: [{ description: "a question", state: "it answers" }],
  });
});

test.each([
  ["{", "asker-teller.json is no JSON"],
  [
    { ...whole, interactions: [] },
    "interactions is empty: a pact without interactions holds nobody to anything",
  ],
  [{ ...whole, provider: {} }, "asker-teller.json: provider.name"],
  [
    { ...whole, provider: { name: "other" } },
    "asker-teller.json is the pact of asker-other.json; name it so",
  ],
  [
    { ...whole, interactions: [interaction, interaction] },
    'has two interactions "a question"; tell them apart',
  ],
])("When a pact is %j, then it is refused: %s", (content, sentence) => {
  expect(() => readPact(written(content))).toThrow(sentence);
});
