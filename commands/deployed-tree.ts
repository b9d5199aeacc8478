// For tests: a tree that deploy-local.sh has deployed twice, with a docker of our own in the engine's place.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { until } from "../fixtures/until.ts";

const root = path.resolve(import.meta.dirname, "..");
const copied = [
  "deploy-local.sh",
  "deploy",
  ".env.template",
  "docker-compose.yml",
  "compose.test.yml",
  "commands/env-check",
  "fixtures/topology/did-you-mean.ts",
];

/** A docker that keeps what it was asked in `calls`, and knows of an engine on which all goes well but for `own`. */
export const engine = (own = "") => `
echo "$*" >>"$HOME/calls"
case "$*" in
${own}
"version "*) echo 28.2.2 ;;
"compose version "*) echo v2.26.1 ;;
"volume create "*) [ -f "$HOME/turn" ] || echo "$HOME" >"$HOME/turn" ;;
"volume inspect "*) cat "$HOME/turn" ;;
"volume rm "*) rm "$HOME/turn" ;;
"image inspect --format "*) echo sha256:0123456789abcdef ;;
"image ls "*) echo pyairtable/services:pyairtable-compose-0123456789ab ;;
"cp "* | "start "*) cat >/dev/null ;;
*" config --services") echo api-gateway ;;
*" config") echo "services: {}" ;;
esac`;

/** A container of the release, in `engine`. */
export const runs = `"ps "*Status*) echo 'api-gateway|1|Up (healthy)' ;;`;

/** A tree that was deployed twice. */
export function deployedTree(docker: string) {
  const tree = mkdtempSync(path.join(tmpdir(), "deploy-local-"));
  onTestFinished(() => rmSync(tree, { recursive: true }));
  for (const name of copied) cpSync(path.join(root, name), path.join(tree, name), { recursive: true });
  mkdirSync(path.join(tree, "programs"));
  writeFileSync(path.join(tree, "programs/docker"), `#!/bin/sh\n${docker}\n`, { mode: 0o755 });
  const state = path.join(tree, ".deploy/pyairtable-compose");
  for (const name of ["first", "second"]) {
    mkdirSync(path.join(state, "releases", name), { recursive: true });
    for (const [file, text] of Object.entries({
      "compose.yml": "whole\n",
      airtable: "1\n",
      image: `${name}-image\n`,
    }))
      writeFileSync(path.join(state, "releases", name, file), text);
  }
  writeFileSync(path.join(state, "history"), "first\nsecond\n");
  const file = (name: string) => path.join(tree, name);
  const start = (args: readonly string[], more: Readonly<Record<string, string>> = {}) => {
    const env = { PATH: `${file("programs")}:${process.env["PATH"]}`, HOME: tree, ...more };
    const child = spawn(file("deploy-local.sh"), args, { env, detached: true });
    let stderr = "";
    child.stderr.on("data", (text) => (stderr += text));
    child.stdout.resume();
    const ended = once(child, "close").then(([code]) => ({ code: code as number | null, stderr }));
    return { pid: child.pid ?? 0, ended };
  };
  return {
    file,
    read: (name: string) => readFileSync(file(name), "utf8"),
    start,
    deploy: (args: readonly string[], env?: Readonly<Record<string, string>>) => start(args, env).ended,
    /** Until the docker of the test has made the file. */
    until: (name: string) =>
      until(() => Promise.resolve(existsSync(file(name))), { what: name, budgetMs: 20_000 }),
  };
}
