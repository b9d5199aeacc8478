// What `--runtime attached` takes, and the sentence for what it does not.
import { expect, test } from "vitest";
import { readAttachOptions } from "./attach-options.ts";
import { readVerifyOptions } from "./verify-options.ts";

const url = "platform-services=http://localhost:7007";

test("When a system is given by URLs, then each is read by its service", () => {
  const options = readAttachOptions("attached", { url: [url, "redis=redis://redis:6379"] });
  expect([...(options?.urls ?? [])].map(([service, { host }]) => [service, host])).toEqual([
    ["platform-services", "localhost:7007"],
    ["redis", "redis:6379"],
  ]);
  expect(options).toMatchObject({ project: undefined, waitSeconds: 30 });
});

test("When nothing is allowed, then nothing is; when it is, then by repetition or by commas", () => {
  expect([...(readAttachOptions("attached", { project: "a" })?.allow ?? [])]).toEqual([]);
  const options = readVerifyOptions(
    "--runtime attached --project a --allow limits,chaos --allow limits".split(" "),
  );
  expect([...(options.attach?.allow ?? [])]).toEqual(["limits", "chaos"]);
});

test.each([
  [{}, "either --project NAME or --url"],
  [{ project: "a", url: [url] }, "either --project NAME or --url"],
  [{ project: "a", allow: ["chaso"] }, 'did you mean "chaos"?'],
  [{ project: "a", wait: "soon" }, "--wait takes seconds"],
  [{ url: ["http://localhost:7007"] }, "--url takes SERVICE=URL"],
  [{ url: ["platform-services=localhost"] }, "is no URL"],
  [{ url: ["platform-services=https://x"] }, "is https"],
  [{ url: ["platform-services=http://x/base"] }, "has a path"],
  [{ url: [url, url] }, "names platform-services twice"],
])("When the words are %o, then one sentence says why not: %s", (words, sentence) => {
  expect(() => readAttachOptions("attached", words)).toThrow(sentence);
});

test("When a URL holds a password, then it is refused and not printed", () => {
  const secret = "redis=redis://:hunter2@redis:6379";
  expect(() => readAttachOptions("attached", { url: [secret] })).toThrow(/credentials/);
  expect(() => readAttachOptions("attached", { url: [secret] })).not.toThrow(/hunter2/);
});

test("When the words are for another runtime, then each says so", () => {
  expect(() => readAttachOptions("embedded", { project: "a" })).toThrow(
    "--project is for --runtime attached",
  );
  expect(() => readVerifyOptions("--runtime attached --project a --keep-up".split(" "))).toThrow("--keep-up");
});
