import { expect, test } from "vitest";
import { renderAnnotations } from "./annotations.ts";
import { sampleFile } from "./sample-file.ts";

const github = { GITHUB_ACTIONS: "true" };

test("When a workflow runs it, then each root cause is an error at the file and line of its diagnosis", () => {
  const file = sampleFile({ "ports.mapping/airtable-gateway": "no answer", "ports.unique": "50%: a, b\nc" });
  expect(renderAnnotations(file, github)).toBe(
    "::error file=compose.test.yml,line=41,title=ports.mapping/airtable-gateway failed::" +
      'airtable-gateway listens on 8002, but compose.test.yml:41 publishes 7002:7002%0Amake it "7002:8002"\n' +
      "::error title=ports.unique failed::50%25: a, b\n",
  );
});

test("When nothing is wrong, or no workflow runs it, then there is nothing to print", () => {
  expect(renderAnnotations(sampleFile({}), github)).toBe("");
  expect(renderAnnotations(sampleFile({ "ports.unique": "twice" }), {})).toBe("");
});
