// make-secrets.sh: what it makes, for whom, and that it neither shows nor replaces anything.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";

const root = path.resolve(import.meta.dirname, "..");

function prepare() {
  const parent = mkdtempSync(path.join(tmpdir(), "make-secrets-"));
  onTestFinished(() => rmSync(parent, { recursive: true }));
  const folder = path.join(parent, "secrets");
  const run = (env: Readonly<Record<string, string>>, ...args: string[]) => {
    const { PATH = "" } = process.env;
    const options = { env: { PATH, SECRETS_DIR: folder, ...env }, encoding: "utf8" } as const;
    const { status, stdout, stderr } = spawnSync(path.join(root, "make-secrets.sh"), args, options);
    return { status, said: stdout + stderr };
  };
  const read = () =>
    Object.fromEntries(
      readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), "utf8").trim()]),
    );
  return { folder, run, read };
}
const AIRTABLE_TOKEN = "pat-of-nobody";

test("When it is run, then it makes what the production file reads, in a folder that others may not enter", () => {
  const { folder, run, read } = prepare();

  const { status, said } = run({ AIRTABLE_TOKEN });

  expect(status).toBe(0);
  const made = read();
  const file = readFileSync(path.join(root, "docker-compose.production.yml"), "utf8");
  const { secrets } = parse(file) as { secrets: Record<string, unknown> };
  const wanted = Object.keys(secrets).filter((name) => name !== "ca");
  expect(Object.keys(made).toSorted()).toEqual(wanted.toSorted());
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  for (const name of wanted) expect(statSync(path.join(folder, name)).mode & 0o777, name).toBe(0o444);
  expect(made["airtable_token"]).toBe(AIRTABLE_TOKEN);
  expect(made["jwt_secret"]).toMatch(/^[0-9a-f]{96}$/);
  expect(made["api_key"]).not.toBe(made["metrics_token"]);
  for (const value of [made["api_key"], made["jwt_secret"], AIRTABLE_TOKEN])
    expect(said).not.toContain(value);
});

test("When it is run again, then nothing changes; a file that was removed is made anew", () => {
  const { folder, run, read } = prepare();
  run({ AIRTABLE_TOKEN });
  const before = read();

  expect(run({ AIRTABLE_TOKEN: "another" })).toEqual({ status: 0, said: "" });
  expect(read()).toEqual(before);

  rmSync(path.join(folder, "api_key"));
  run({});
  expect(read()).toEqual({ ...before, api_key: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
  expect(read()["api_key"]).not.toBe(before["api_key"]);
});

test("When there is no Airtable token, then that is said, with the cure", () => {
  const { run } = prepare();

  expect(run({})).toMatchObject({
    status: 1,
    said: expect.stringContaining("AIRTABLE_TOKEN=pat…") as string,
  });
  expect(run({}, "--what").status).toBe(2);
});
