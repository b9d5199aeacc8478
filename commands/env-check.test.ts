// `npm run env:check` in a tree that has no .env: what production does without, and what local use wants.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";

const root = path.resolve(import.meta.dirname, "..");

/** This tree without its .env. */
function treeWithoutVariables(): string {
  const tree = mkdtempSync(path.join(tmpdir(), "env-check-"));
  onTestFinished(() => rmSync(tree, { recursive: true }));
  for (const name of [
    "commands",
    "services",
    "fixtures",
    "node_modules",
    "package.json",
    ".env.template",
    "docker-compose.yml",
    "docker-compose.production.yml",
    "compose.test.yml",
  ])
    symlinkSync(path.join(root, name), path.join(tree, name));
  return tree;
}

function check(tree: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const node = ["--preserve-symlinks", "--preserve-symlinks-main", path.join(tree, "commands/env-check.ts")];
  const options = { cwd: tree, env: { PATH: process.env["PATH"], ...env }, encoding: "utf8" } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [...node, ...args], options);
  return { status, said: stdout + stderr };
}

test("When production is checked without a .env, then its secrets are looked for where SECRETS_DIR says", () => {
  const tree = treeWithoutVariables();
  const SECRETS_DIR = path.join(tree, "kept");
  const production = ["--file", "docker-compose.production.yml"];
  const made = spawnSync(path.join(root, "make-secrets.sh"), {
    env: { PATH: process.env["PATH"], SECRETS_DIR, AIRTABLE_TOKEN: "pat-of-nobody" },
  });
  expect(made.status).toBe(0);

  expect(check(tree, production, { SECRETS_DIR })).toEqual({
    status: 0,
    said: expect.stringMatching(/^the environment has no fault: 0 variables for \d+ services\.\n$/) as string,
  });
  expect(check(tree, production)).toMatchObject({
    status: 1,
    said: expect.stringMatching(
      /\/secrets\/jwt_secret: JWT_SECRET_FILE cannot read .*ENOENT; \.\/make-secrets\.sh makes it\n/,
    ) as string,
  });
});

test("When docker-compose.yml is checked without a .env, then that is said, with the cure", () => {
  const { status, said } = check(treeWithoutVariables(), []);
  expect(status).toBe(2);
  expect(said).toMatch(/\.env is not there; \.\/deploy-local\.sh makes it/);
});

test("When the file of variables is not there, then the command says so, and not Node, which has the same option", () => {
  const { scripts } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  const env = { PATH: `${path.dirname(process.execPath)}:${process.env["PATH"]}` };
  const line = `${scripts["env:check"]} --env-file of-nobody`;
  const { status, stderr } = spawnSync("sh", ["-c", line], { cwd: root, env, encoding: "utf8" });

  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: expect.stringMatching(/of-nobody is not there; /) as string,
  });
});
