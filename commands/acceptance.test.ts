// Holds the acceptance of compose.test.yml to the system beside it: where it is, and what it was given.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { unknownSettings } from "../fixtures/runtimes/attached/unknown-settings.ts";
import { readTopology } from "../fixtures/topology.ts";
import { truePort } from "../fixtures/true-port.ts";
import { readVerifyOptions } from "./verify-options.ts";

const file = "compose.test.yml";
const text = readFileSync(file, "utf8");

interface Acceptance {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

const { acceptance } = (parse(text, { merge: true }) as { services: { acceptance: Acceptance } }).services;
const defaults = /^\$\{(?<name>\w+):-(?<value>.*)\}$/;

/** What a fresh clone without .env gives to the acceptance. */
const environment = Object.fromEntries(
  Object.entries(acceptance.environment).map(([name, value]) => [
    name,
    defaults.exec(value)?.groups?.["value"] ?? value,
  ]),
);

test("When the acceptance is given a variable, then by the same name and default as the system", () => {
  const used = new Set(Array.from(text.matchAll(/\$\{\w+:-[^}]*\}/g), ([whole]) => whole));
  const strays = Object.entries(acceptance.environment).filter(
    ([name, value]) => defaults.exec(value)?.groups?.["name"] !== name,
  );
  expect(strays).toEqual([]);
  const names = Object.keys(acceptance.environment).map((name) => `\${${name}:-`);
  const different = names.filter((name) => [...used].filter((one) => one.startsWith(name)).length !== 1);
  expect(different, "variables that have two defaults").toEqual([]);
});

test("When the acceptance reads the file as it was started, then no value that the system has is unknown to it", () => {
  const topology = readTopology({ file, env: environment });
  expect(topology.services.map(({ environment: entries }) => entries)).toEqual(
    readTopology({ file, env: {} }).services.map(({ environment: entries }) => entries),
  );
  const unknown = Object.keys(unknownSettings(topology, environment));
  expect(unknown.toSorted()).toEqual(
    ["LLM_API_KEY", "LLM_BASE_URL", "LLM_MODEL"].map((name) => `llm-orchestrator/${name}`),
  );
});

test("When the acceptance asks the system, then every service is asked at its own port", () => {
  const { services } = readTopology({ file, env: {} });
  const words = ["--runtime", "attached", ...acceptance.command.slice(2)];
  const urls = readVerifyOptions(words).attach?.urls ?? new Map<string, URL>();
  const asked = Object.fromEntries([...urls].map(([service, { host }]) => [service, host]));
  expect(asked).toEqual(
    Object.fromEntries(services.map((service) => [service.name, `${service.name}:${truePort(service)}`])),
  );
});
