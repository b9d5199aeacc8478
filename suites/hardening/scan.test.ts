// The production file as it is, and what the scan says of a compose file that nobody hardened.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
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

test("When a secret or a folder of the host hides behind another word, then it is found", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "scan-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const text = `services:
  web:
    image: web:1
    environment: { DB_PASS: secret, GITHUB_PAT: secret, ENCRYPTION_KEY: secret, PATH: /bin, BYPASS: "1" }
    volumes: ["data:/data", "kept:/kept"]
volumes:
  data: { driver_opts: { type: none, o: bind, device: /etc } }
  kept: {}
`;
  writeFileSync(path.join(folder, "compose.yml"), text);

  const findings = judgeCompose(readComposeFile({ root: folder, file: "compose.yml", env: {} }));

  const said = findings.filter(({ rule }) => /secret-in-environment|host-mount/.test(rule));
  expect(said.map(({ line, summary }) => `${line} ${summary}`)).toEqual([
    "5 web mounts a folder of the host (/etc) by the options of a volume",
    "4 web gets DB_PASS in its environment",
    "4 web gets GITHUB_PAT in its environment",
    "4 web gets ENCRYPTION_KEY in its environment",
  ]);
});
