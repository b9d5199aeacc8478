// Holds what ./deploy-local.sh says before it needs an engine, with a docker of our own in its way.
import { execFile } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "..");
const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

/** A tree with the script, and a folder of programs in which `docker` is what the test says; null for none. */
function treeWith(docker: string | null) {
  const tree = mkdtempSync(path.join(tmpdir(), "deploy-local-"));
  folders.push(tree);
  for (const name of ["deploy-local.sh", "deploy", ".env.template", "docker-compose.yml", "compose.test.yml"])
    cpSync(path.join(root, name), path.join(tree, name), { recursive: true });
  const programs = path.join(tree, "programs");
  mkdirSync(programs);
  for (const name of [
    "bash",
    "dirname",
    "cat",
    "tail",
    "head",
    "sed",
    "awk",
    "grep",
    "env",
    "mkdir",
    "rm",
    "rmdir",
    "od",
    "tr",
  ])
    for (const place of ["/bin", "/usr/bin"])
      if (existsSync(path.join(place, name)) && !existsSync(path.join(programs, name)))
        symlinkSync(path.join(place, name), path.join(programs, name));
  if (docker !== null) {
    writeFileSync(path.join(programs, "docker"), `#!/bin/sh\n${docker}\n`);
    chmodSync(path.join(programs, "docker"), 0o755);
  }
  return { tree, programs };
}

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Given {
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string | Buffer>>;
}

function run(docker: string | null, args: readonly string[] = [], given: Given = {}): Promise<Ended> {
  const { tree, programs } = treeWith(docker);
  for (const [name, text] of Object.entries(given.files ?? {})) writeFileSync(path.join(tree, name), text);
  return new Promise((resolve) => {
    const options = { cwd: tree, env: { PATH: programs, HOME: tree, ...given.env } };
    execFile(
      path.join(programs, "bash"),
      [path.join(tree, "deploy-local.sh"), ...args],
      options,
      (error, stdout, stderr) => {
        expect(existsSync(path.join(tree, ".env")), "an .env that was made on the way").toBe(false);
        resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
      },
    );
  });
}

const says = (stderr: string, code = 1) => `echo ${JSON.stringify(stderr)} >&2; exit ${code}`;

test.each([
  ["docker is not there", null, "docker is not installed; see https://docs.docker.com/engine/install/"],
  [
    "no engine answers",
    says("Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?"),
    "no container engine answers; start it: sudo systemctl start docker, or Docker Desktop",
  ],
  [
    "the socket may not be used",
    says("permission denied while trying to connect to the Docker daemon socket"),
    'you may not use the engine\'s socket; sudo usermod -aG docker "$USER", then log in again',
  ],
  ["the engine is too old", "echo 19.03.15", "the container engine is 19.03.15; update it to 20.10 or newer"],
  [
    "there is no compose plugin",
    `if [ "$1" = version ]; then echo 20.10.24+dfsg1; else ${says("'compose' is not a docker command")}; fi`,
    "docker has no compose plugin; install it: apt-get install docker-compose-plugin, or see https://docs.docker.com/compose/install/",
  ],
  [
    "the compose plugin is too old",
    'if [ "$1" = version ]; then echo 28.2.2; else echo v2.24.3; fi',
    "docker compose is v2.24.3; update it to 2.24.4 or newer",
  ],
])("When %s, then one sentence says so with the cure, and nothing is made", async (_, docker, sentence) => {
  expect(await run(docker)).toEqual({ code: 3, stdout: "", stderr: `${sentence}\n` });
});

test("When DOCKER_HOST names an engine that does not answer, then it is named", async () => {
  const cannot = "Cannot connect to the Docker daemon at tcp://nowhere:1. Is the docker daemon running?";
  expect(await run(says(cannot), [], { env: { DOCKER_HOST: "tcp://nowhere:1" } })).toEqual({
    code: 3,
    stdout: "",
    stderr: `no container engine answers at DOCKER_HOST=tcp://nowhere:1 (${cannot}); correct DOCKER_HOST, or unset it for this machine's own engine\n`,
  });
});

test.each([
  ["is UTF-16", Buffer.from("\uFEFFA=1\n", "utf16le"), "it begins as UTF-16 does"],
  ["has a NUL byte", "# one\nA=1\nB=change-me\0\n", "line 3 holds a NUL byte"],
])("When the file of variables %s, then one sentence says so", async (_, text, seen) => {
  const files = { "given.env": text };
  for (const args of [[], ["--dry-run"]])
    expect(await run(null, ["--env-file", "given.env", ...args], { files })).toEqual({
      code: 2,
      stdout: "",
      stderr: `given.env is no UTF-8 text (${seen}); save it as UTF-8\n`,
    });
});

test("When a named file of variables is not there, then it is refused and not made", async () => {
  expect(await run(null, ["--env-file", "typo/.env"])).toEqual({
    code: 2,
    stdout: "",
    stderr: "typo/.env is not there; correct --env-file, or make it: cp .env.template typo/.env\n",
  });
  // The usual one, by whatever name, is made.
  expect(await run(null, ["--env-file", "./deploy/../.env"])).toMatchObject({ code: 3 });
});

test("When DEPLOY_MIN_FREE_MB is no number, then one sentence says so", async () => {
  expect(await run(null, [], { env: { DEPLOY_MIN_FREE_MB: "abc" } })).toEqual({
    code: 2,
    stdout: "",
    stderr: 'DEPLOY_MIN_FREE_MB is a number of megabytes, such as 2048, not "abc"\n',
  });
});

test.each([
  [["--rolback"], 'unknown option "--rolback"; did you mean "--rollback"?'],
  [["frobnicate"], 'unknown option "frobnicate"; ./deploy-local.sh --help lists those that are'],
  [["--timeout", "soon"], '--timeout is a number of seconds, such as 120, not "soon"'],
  [["--project"], "--project needs a value after it"],
  [["--down", "--status"], "--down and --status are two things; ask for one of them"],
])("When it is called with %j, then one sentence says what is wrong with that", async (args, sentence) => {
  expect(await run(null, args)).toEqual({ code: 2, stdout: "", stderr: `${sentence}\n` });
});

test("When help is asked for, then every option is explained, without an engine", async () => {
  const { code, stdout } = await run(null, ["--help"]);
  expect(code).toBe(0);
  for (const option of [
    "--rollback",
    "--down",
    "--status",
    "--dry-run",
    "--timeout",
    "--env-file",
    "--project",
  ])
    expect(stdout).toContain(`\n  ${option} `);
});
