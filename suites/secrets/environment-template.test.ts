import { expect, test } from "vitest";
import { templateFaults } from "./environment-template.ts";
import { composeVariables, configVariables } from "./variables-read.ts";

const read = new Map([
  ["API_KEY", "compose.yml"],
  ["LOG_LEVEL", "services/kit/config.ts"],
]);

test("When a template names all and only what is read, with comments and placeholders, then it is right", () => {
  const text = "# The key.\nAPI_KEY=change-me\n\n# How much is logged.\nLOG_LEVEL=info\n";

  expect(templateFaults(text, read)).toEqual([]);
});

test("When a template lacks, invents, doubles, leaves bare or holds a secret, then each is named with its line", () => {
  const text = "API_KEY=0123456789abcdef\n# The key.\nAPI_KEY=a-real-one\n# Nobody asks.\nOLD=\n";

  expect(templateFaults(text, read).map(({ summary, line }) => `${line}: ${summary}`)).toEqual([
    "1: LOG_LEVEL, which services/kit/config.ts reads, is not there",
    "3: API_KEY is there twice",
    "1: API_KEY has no comment above it",
    "3: API_KEY holds a value",
    "5: OLD is read by nobody",
  ]);
});

test("When a compose file is read, then its variables are found, and neither comments nor escaped dollars", () => {
  const text = 'a: ${ONE} # or ${NOT}\n# ${NEITHER}\nb: "${TWO:-x}${THREE:?say it}"\nc: $$FOUR $FIVE';

  expect(composeVariables(text)).toEqual(["ONE", "TWO", "THREE", "FIVE"]);
});

test("When a config is read, then the names of its shape are found, and no constants or comments", () => {
  const source = `
    // HOST: nothing
    const shape = {
      HOST: z.string(),
      /** PORT: is a number */
      "REDIS_URL": connectionUrl("redis"),
      AIRTABLE_TOKEN: production ? token : token.optional(),
    };
    const { DATABASE_URL: url } = values;`;

  expect(configVariables(source)).toEqual(["HOST", "REDIS_URL", "AIRTABLE_TOKEN"]);
});
