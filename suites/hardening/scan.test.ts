// The production file as it is, and what the scan says of a compose file that nobody hardened.
import path from "node:path";
import { expect, test } from "vitest";
import { readComposeFile } from "./compose-file.ts";
import { judgeCompose } from "./judge-compose.ts";
import { judgeDockerfile } from "./judge-dockerfile.ts";

const root = path.resolve(import.meta.dirname, "../..");

test("When the production file is judged, then nothing is found", () => {
  const compose = readComposeFile({ root, file: "docker-compose.production.yml", env: {} });

  expect(judgeCompose(compose)).toEqual([]);
  expect(compose.services.length).toBeGreaterThanOrEqual(7);
});

test("When the Dockerfile is judged, then nothing is found", () => {
  expect(judgeDockerfile(root, "Dockerfile")).toEqual([]);
});

test("When the test system's file is judged, then each finding has its place in it", () => {
  const findings = judgeCompose(readComposeFile({ root, file: "compose.test.yml", env: {} }));

  expect(findings.map(({ rule, where }) => `${rule} ${where}`)).toEqual(
    expect.arrayContaining([
      "compose.read-only compose.test.yml#api-gateway",
      "compose.published compose.test.yml#platform-services",
      "compose.secret-in-environment compose.test.yml#platform-services",
      "compose.secret-on-command-line compose.test.yml#redis",
      "compose.test-value compose.test.yml#airtable-gateway",
      "compose.datastore-network compose.test.yml#postgres",
      "compose.durability compose.test.yml#postgres",
      "compose.lax-setting compose.test.yml#platform-services",
      "compose.lax-setting compose.test.yml#airtable-gateway",
    ]),
  );
});
