import { expect, test } from "vitest";
import type { LogLine } from "../../fixtures/stack.ts";
import { crashSite } from "./crash-site.ts";

const logOf = (text: string): LogLine[] =>
  text.split("\n").map((line) => ({ service: "a", stream: "stderr", at: 0, text: line }));

const once = { restartCount: 0 };

const syntaxError = `node:internal/modules/run_main:107
    triggerUncaughtException(

/tree/services/a/src/app.ts:2
const x = = 3;
          ^

SyntaxError [ERR_INVALID_TYPESCRIPT_SYNTAX]: Expression expected
    at parseTypeScript (node:internal/modules/typescript:72:36)`;

const thrown = `/tree/node_modules/express/index.js:5
TypeError: nope
    at route (file:///tree/node_modules/express/index.js:5:1)
    at boot (file:///tree/services/a/src/main.ts:31:9)`;

const missing = `node:internal/modules/esm/resolve:272
Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/tree/x.ts' imported from /tree/services/a/src/main.ts
    at finalizeResolution (node:internal/modules/esm/resolve:272:11)`;

test.for([
  ["a syntax error", syntaxError, { file: "services/a/src/app.ts", line: 2 }],
  ["an error thrown below a package", thrown, { file: "services/a/src/main.ts", line: 31 }],
  ["a module that is not there", missing, { file: "services/a/src/main.ts", line: undefined }],
] as const)("When a service ended by %s, then its own file is named", ([, log, place]) => {
  expect(crashSite("a", logOf(log), once)).toMatchObject(place);
});

test.for([
  ["says nothing of an error", '{"level":"info","msg":"ready"}'],
  ["names files of others alone", "Error: far\n    at f (file:///elsewhere/a.ts:1:1)"],
])("When a log %s, then no line is guessed", ([, log]) => {
  expect(crashSite("a", logOf(log ?? ""), once)).toBeUndefined();
});

test("When a service crashed and was restarted, then how often is said", () => {
  expect(crashSite("a", logOf(thrown), { restartCount: 2 })?.summary).toMatch(/restarted, 2 times/);
});
