import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { composeEnvironment } from "./compose-environment.ts";
import { readEnvFile } from "./env-file.ts";
import { environmentFaults } from "./environment-faults.ts";

const root = path.resolve(import.meta.dirname, "../..");
const template = readFileSync(path.join(root, ".env.template"), "utf8");

/** The template with its placeholders replaced, as deploy-local.sh leaves it, and some lines changed. */
function fileWith(changes: Readonly<Record<string, string>>): string {
  const text = template.replaceAll(/=.*change-me.*$/gm, "=5f2b8e91c07d4a36e1f98b25d3a7064c9e81");
  return Object.entries(changes).reduce(
    (lines, [name, value]) => lines.replace(new RegExp(`^${name}=.*$`, "m"), () => `${name}=${value}`),
    text,
  );
}

interface Options {
  readonly given?: Readonly<Record<string, string>>;
  readonly mode?: number;
}

function faultsOf(text: string, { given = {}, mode = 0o100600 }: Options = {}): readonly string[] {
  const written = readEnvFile(text).entries.map(({ name, value }) => [name, value]);
  const variables = { ...Object.fromEntries(written), ...given };
  const { services, text: compose } = composeEnvironment(path.join(root, "docker-compose.yml"), variables);
  return environmentFaults({ label: ".env", text, mode, given, template, compose, services });
}

/** Without the line numbers, which are the template's. */
const told = (faults: readonly string[]): readonly string[] =>
  faults.map((fault) => fault.replace(/^\.env(:\d+)?: /, ""));

test("When a file is the template with secrets of its own, then it has no fault", () => {
  expect(faultsOf(fileWith({}))).toEqual([]);
});

test("When the template is used as it is, then each placeholder is named with its line", () => {
  const lines = template.split("\n");
  const names = ["API_KEY", "JWT_SECRET", "POSTGRES_PASSWORD", "REDIS_PASSWORD"];
  expect(faultsOf(template)).toEqual(
    names.map((name) => {
      const line = lines.findIndex((text) => text.startsWith(`${name}=`)) + 1;
      return `.env:${line}: ${name} is a placeholder that everybody knows; replace it, such as: openssl rand -hex 32`;
    }),
  );
});

test("When many things are wrong, then all are told at once, once each, by the services' own rules", () => {
  const text = fileWith({
    API_KEY: "short",
    JWT_SECRET: "a".repeat(48),
    POSTGRES_PASSWORD: "p@ss/word-0123456789",
    REDIS_PASSWORD: "secret",
    PASSWORD_HASH_ROUNDS: "99",
    AIRTABLE_BASE: "nope",
    MCP_SERVER_PORT: "8000",
    LLM_ORCHESTRATOR_PORT: "http",
    PUBLISH_ADDRESS: "localhost",
    LLM_MODEL: "gemini",
  });
  expect(told(faultsOf(text)).toSorted()).toEqual([
    "AIRTABLE_BASE is not a base id: app and 14 letters or digits",
    "API_KEY is too short: it needs at least 16 bytes",
    "JWT_SECRET is too simple: it needs at least 8 different characters",
    "LLM_BASE_URL is missing; LLM_MODEL would be of no use without it",
    "LLM_ORCHESTRATOR_PORT is no port; write a number from 1 to 65535",
    "MCP_SERVER_PORT is 8000, and so is API_GATEWAY_PORT; give each a port of its own",
    "PASSWORD_HASH_ROUNDS is more than 15",
    "POSTGRES_PASSWORD becomes part of a URL; use letters and digits only, such as: openssl rand -hex 32",
    "PUBLISH_ADDRESS is no IP address; write 127.0.0.1 for this machine alone, or 0.0.0.0 for all",
    "REDIS_PASSWORD is too short: it needs at least 16 characters",
  ]);
});

test("When lines are garbled, doubled or unknown, then they are told with their lines, and no value is", () => {
  const value = "v4lue-th4t-nobody-sh0uld-see";
  const text = `${fileWith({})}LOGLEVEL=debug\nnot a line ${value}\nAPI_KEY=${value}"\nPUBLISH_ADDRES=127.0.0.1\r\n`;
  const faults = faultsOf(text);
  expect(told(faults)).toEqual([
    'LOGLEVEL is read by nobody; did you mean "LOG_LEVEL"?',
    'is not of the form NAME=value; write it so, or begin it with "#"',
    expect.stringMatching(/^API_KEY is there twice; line \d+ has it too$/),
    "API_KEY has a quote, a backslash or a dollar sign loose in its value; put it in single quotes",
    "ends in a carriage return; save the file with Unix line ends",
  ]);
  expect(faults.join()).not.toContain(value);
});

test("When the caller's environment gives a variable, then it wins over the file, and is what is judged", () => {
  const text = fileWith({ API_KEY: "", LOG_LEVEL: "loud" });
  const given = { API_KEY: "c41d8a7e5b90f6328a17", LOG_LEVEL: "debug" };
  expect(faultsOf(text, { given })).toEqual([]);
  expect(told(faultsOf(fileWith({}), { given: { API_KEY: "test-only-known-key" } }))).toEqual([
    "API_KEY is a placeholder that everybody knows; replace it, such as: openssl rand -hex 32",
  ]);
});

test.each([
  ["is UTF-16", Buffer.from(`\uFEFF${template}`, "utf16le"), "it begins as UTF-16 does"],
  [
    "is UTF-16 of the other byte order",
    Buffer.from(`\uFEFF${template}`, "utf16le").swap16(),
    "it begins as UTF-16 does",
  ],
  ["has a NUL byte", Buffer.from("# one\nA=1\nB=\0\nC=\0\n"), "line 3 holds a NUL byte"],
])("When the file %s, then that is its only fault", (_, bytes, seen) => {
  const faults = faultsOf(bytes.toString("utf8"), { mode: 0o100644 });
  expect(faults).toEqual([`.env: is no UTF-8 text (${seen}); save it as UTF-8`]);
});

test("When others may read the file, then that is a fault", () => {
  expect(faultsOf(fileWith({}), { mode: 0o100644 })).toEqual([
    ".env: has mode 644, so that others may read it; chmod 600 .env",
  ]);
});

test("When values are quoted or followed by a comment, then they are read as compose reads them", () => {
  const { entries, faults } = readEnvFile(
    `# comment\nA='a $b #c'\nB="two words"\nexport C=plain # why\nD=\n E=x#y\n\n`,
  );
  expect(faults).toEqual([]);
  expect(entries.map(({ name, value, line }) => [name, value, line])).toEqual([
    ["A", "a $b #c", 2],
    ["B", "two words", 3],
    ["C", "plain", 4],
    ["D", "", 5],
    ["E", "x#y", 6],
  ]);
});
