// Holds what ./deploy-local.sh asks of an engine, and what it leaves, with a docker of our own in the engine's place.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
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
const engine = (own = "") => `
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
const runs = `"ps "*Status*) echo 'api-gateway|1|Up (healthy)' ;;`;

/** What an older docker does: its plugin is neither asked to end nor taken along. */
const atWork = 'trap : TERM; sleep 60 & echo $! >"$HOME/plugin"; while kill -0 $!; do wait; done; exit 1 ;;';

/** What another one does: it ends at once, and its plugin takes its time. */
const leaves = `sh -c 'trap "sleep 2; exit 0" TERM; echo $$ >"$HOME/plugin"; while :; do sleep 0.1; done' & exec sleep 60 ;;`;

/** A tree that was deployed twice. */
function deployedTree(docker: string) {
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

/** One that has ended and whose parent has not noticed is no longer there. */
const isThere = (pid: number): boolean =>
  spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" })
    .stdout.trim()
    .replace(/^Z.*/, "") !== "";

test("When one is at work, then another refuses, whatever its time zone", async () => {
  const system = deployedTree(engine('"ps "*Status*) : >"$HOME/at-work"; sleep 60 ;;'));
  const { pid, ended } = system.start(["--down"], { TZ: "Asia/Tokyo" });
  await system.until("at-work");

  const second = await system.deploy(["--down"], { TZ: "America/New_York" });
  process.kill(-pid, "SIGKILL");
  await ended;

  expect(second).toEqual({
    code: 3,
    stderr: `another ./deploy-local.sh is at work on pyairtable-compose (process ${pid}); wait until it is done\n`,
  });
});

test.each([
  { during: "a build", command: "*' build '*)", args: [], does: atWork },
  { during: "a start", command: "*' up '*)", args: ["--rollback"], does: atWork },
  { during: "a start of a quick docker", command: "*' up '*)", args: ["--rollback"], does: leaves },
])(
  "When it is ended during $during, then nothing that it started is left at work",
  async ({ command, args, does }) => {
    const system = deployedTree(engine(`${command} ${does}`));
    const { pid, ended } = system.start(args);
    await system.until("plugin");
    const plugin = Number(system.read("plugin"));
    process.kill(pid, "SIGTERM");
    expect(await ended).toMatchObject({ code: 143 });
    expect(isThere(plugin), "the plugin of one that was asked to end").toBe(false);
  },
);

test("When it was killed, then the next one ends what that had started", async () => {
  const system = deployedTree(engine(`*" build "*) ${atWork}`));
  const { pid } = system.start([]);
  await system.until("plugin");
  const plugin = Number(system.read("plugin"));
  process.kill(pid, "SIGKILL");
  expect(isThere(plugin), "the plugin, which outlives it").toBe(true);

  expect(await system.deploy(["--down"])).toEqual({
    code: 0,
    stderr: "An earlier run ended in the middle; carrying on from there.\n",
  });
  expect(isThere(plugin), "the plugin after the next one").toBe(false);
});

test("When it gives a start up, then that is not left at work", async () => {
  const system = deployedTree(engine(`*" up "*) ${atWork}`));
  const { code } = await system.deploy(["--rollback", "--timeout", "1"]);
  expect(code).toBe(1);
  expect(isThere(Number(system.read("plugin")))).toBe(false);
});

test("When .env is garbled, then a release is still stopped, by its own file alone", async () => {
  const reads = `case "$*" in *--env-file*) ;; *) echo 'unexpected character in "s3cret"' >&2; exit 1 ;; esac ;;`;
  const system = deployedTree(engine(`"ps "*Status*) echo 'api-gateway|1|Up' ;; "compose --"*) ${reads}`));
  writeFileSync(system.file(".env"), "foo bar\n");
  expect(await system.deploy(["--down"])).toEqual({ code: 0, stderr: "" });
  expect(system.read("calls")).toMatch(/releases\/second\/compose\.yml --env-file \/dev\/null .*down/);
});

const gone = "cannot be started again: its image";

test("When the image to go back to is gone, then one sentence says so, and nothing is touched", async () => {
  const system = deployedTree(engine('"image inspect first-image") exit 1 ;;'));
  const stderr = `Release first ${gone} first-image is gone.\n`;
  expect(await system.deploy(["--rollback"])).toEqual({ code: 1, stderr });
  expect(system.read("calls")).not.toContain(" up ");
});

test("When a release fails and the image before it is gone, then the failed one is left as it is", async () => {
  const system = deployedTree(
    engine('"image inspect second-image") exit 1 ;; *" up "*) echo why >&2; exit 1 ;;'),
  );
  const { code, stderr } = await system.deploy([]);
  expect(code).toBe(1);
  expect(stderr).toBe(`It did not come up: docker compose could not start it.
  why
Release second ${gone} second-image is gone.
There is nothing to roll back to; the failed release is left as it is, and ./deploy-local.sh --down stops it.
`);
  expect(system.read("calls").match(/ up /g)).toHaveLength(1);
});

test("When it was killed while it wrote a release, then that is not taken for one that runs", async () => {
  const writes = `if [ -d "$HOME/.deploy/pyairtable-compose/releases/candidate" ]; then echo half; : >"$HOME/writes"; exec sleep 60; fi ;;`;
  const down = `file="\${*#*--file }"; grep -q whole "\${file%% *}" ;;`;
  const system = deployedTree(
    engine(`*" config") ${writes} *" down "*) ${down} "ps "*Status*) echo 'api-gateway|1|Up' ;;`),
  );
  const { pid } = system.start([]);
  await system.until("writes");
  process.kill(-pid, "SIGKILL");
  expect(await system.deploy(["--down"])).toMatchObject({ code: 0 });
});

test("When a release is started, then what an earlier one had goes, and what was started beside it stays", async () => {
  const containers = `*config_files*) r="$HOME/.deploy/pyairtable-compose/releases/second/compose.yml"
echo "1 api-gateway $r"; echo "2 dropped $r"; echo "3 prometheus $HOME/docker-compose.yml" ;;
"ps "*Status*) echo 'api-gateway|1|Up (healthy)'; echo 'prometheus|3|Restarting' ;;
"inspect "*RestartCount*) for id; do :; done; echo "9 $id prometheus" ;;`;
  const system = deployedTree(engine(containers));
  expect(await system.deploy(["--rollback"])).toEqual({ code: 0, stderr: "" });
  const calls = system.read("calls").split("\n");
  expect(calls.filter((call) => /^(stop|rm) /.test(call))).toEqual(["stop 2", "rm 2"]);
  expect(calls.find((call) => call.includes(" up "))).not.toContain("--remove-orphans");
});

const otherTree = "deployed from another folder";
const labelOf = (folder: string) => `*working_dir*) echo '${folder}' ;;`;

test.each([[[]], [["--rollback"]], [["--down"]], [["--status"]], [["--dry-run"]]])(
  "When another clone's containers bear the project's name, then %j refuses, and makes nothing",
  async (args) => {
    const first = deployedTree("");
    const second = deployedTree(engine(labelOf(first.file(""))));
    const { code, stderr } = await second.deploy(args);
    expect(code).toBe(3);
    expect(stderr).toContain(
      `pyairtable-compose was ${otherTree}, ${first.file("")}; give this one a name of its own by --project NAME, or stop that one there: ./deploy-local.sh --down\n`,
    );
    expect(existsSync(second.file(".env")), "an .env that was made on the way").toBe(false);
    expect(second.read("calls")).not.toMatch(/^(compose .* (up|down|build)|rm|rmi|volume) /m);
  },
);

test("When the other clone is gone, then what stops its containers is said", async () => {
  const system = deployedTree(engine(labelOf("/of/nobody")));
  expect(await system.deploy(["--down"])).toMatchObject({
    code: 3,
    stderr: expect.stringMatching(
      /from another folder, \/of\/nobody, where .*: docker compose -p pyairtable-compose down --remove-orphans\n$/,
    ) as string,
  });
});

test("When the containers bear another spelling of this folder, then they are its own", async () => {
  const system = deployedTree(engine(labelOf("$HOME/deploy/..").replaceAll("'", '"')));
  expect(await system.deploy(["--down"])).toEqual({ code: 0, stderr: "" });
});

test("When another clone is at work on the project, then this one refuses; when that was killed, it goes on", async () => {
  const first = deployedTree(engine('"ps "*Status*) : >"$HOME/at-work"; sleep 60 ;;'));
  const { pid, ended } = first.start(["--down"]);
  await first.until("at-work");
  const second = deployedTree(engine());
  writeFileSync(second.file("turn"), `${first.file("")}\n`);
  expect(await second.deploy(["--down"])).toEqual({
    code: 3,
    stderr: `another ./deploy-local.sh is at work on pyairtable-compose, in ${first.file("")}; wait until it is done, or type docker volume rm pyairtable-compose-at-work if none is\n`,
  });
  expect(existsSync(second.file("turn")), "the turn of the other").toBe(true);

  process.kill(-pid, "SIGKILL");
  await ended;
  expect(await second.deploy(["--down"])).toEqual({ code: 0, stderr: "" });
  expect(existsSync(second.file("turn")), "the turn, when it is done").toBe(false);
});

test("When old releases are forgotten, then images that another clone made stay", async () => {
  const made = "pyairtable/services:pyairtable-compose-";
  const system = deployedTree(
    engine(`${runs} "image ls "*) echo ${made}aaaaaaaaaaaa; echo ${made}bbbbbbbbbbbb ;;`),
  );
  writeFileSync(system.file(".deploy/pyairtable-compose/images"), `${made}aaaaaaaaaaaa\n`);
  expect(await system.deploy(["--rollback"])).toMatchObject({ code: 0 });
  expect(system.read("calls").match(/^rmi .*$/gm)).toEqual([`rmi ${made}aaaaaaaaaaaa`]);
});

const unreadable = (file: string, line: string) =>
  `*${file}*" config --no-interpolate"*) echo "${line}" >&2; exit 1 ;; *docker-compose.yml*" config"*) echo "s3cret" >&2; exit 1 ;;`;

test.each([
  { file: "docker-compose.yml", args: ["--dry-run"] },
  { file: "docker-compose.yml", args: [] },
  { file: "compose.test.yml", args: [] },
])("When $file is broken, then $args names it with compose's line, and no value", async ({ file, args }) => {
  const broken =
    file === "compose.test.yml"
      ? unreadable("compose.test.yml", "yaml: line 40: no") + unreadable("", "yaml: line 40: no")
      : unreadable("docker-compose.yml", "yaml: line 79: no");
  const system = deployedTree(engine(broken));
  const line = file === "compose.test.yml" ? 40 : 79;
  expect(await system.deploy(args)).toEqual({
    code: 2,
    stderr: `${file} cannot be read: yaml: line ${line}: no; correct it there, or take it from the repository again\n`,
  });
});

test("When one keeps crashing, then it is told before those that have not come so far", async () => {
  const system = deployedTree(
    engine(`"image inspect second-image") exit 1 ;;
*" config --services") echo api-gateway; echo mcp-server; echo platform-services ;;
"ps "*Status*) echo 'api-gateway|1|Up (health: starting)'; echo 'mcp-server|2|Exited (1)'; echo 'platform-services|3|Up (health: starting)' ;;
"inspect "*RestartCount*) if [ -f "$HOME/up" ]; then echo "9 3 platform-services"; fi ;;
*" up "*) : >"$HOME/up" ;;`),
  );
  const { code, stderr } = await system.deploy(["--rollback"]);
  expect(code).toBe(1);
  const told = [...stderr.matchAll(/^(\S+) \(\S+\) said last:$/gm)].map(([, name]) => name);
  expect(told.slice(0, 3)).toEqual(["platform-services", "mcp-server", "api-gateway"]);
});

test("When a port is taken by a program that names its thread otherwise, then the program is told", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  onTestFinished(() => void taken.close());
  const { port } = taken.address() as AddressInfo;
  const system = deployedTree(
    engine(`*" config") echo "services:
  api-gateway:
    ports:
      - host_ip: 127.0.0.1
        published: \\"${port}\\"" ;;`),
  );
  writeFileSync(
    system.file("programs/ss"),
    `#!/bin/sh\necho 'LISTEN 0 1 127.0.0.1:1 users:(("MainThread",pid=${process.pid},fd=3))'\n`,
    { mode: 0o755 },
  );
  const { stderr } = await system.deploy(["--dry-run"]);
  // Elsewhere than on Linux, where nobody else's command can be read, the name of ss is taken.
  const program = existsSync("/proc/self/cmdline") ? "\\S+" : "MainThread";
  expect(stderr).toMatch(
    new RegExp(`port ${port}, for api-gateway, is taken by ${program} \\(process ${process.pid}\\)`),
  );
  if (existsSync("/proc/self/cmdline")) expect(stderr).not.toContain("MainThread");
});

test("When a release runs on a stand-in, then no registry is asked again", async () => {
  const absent = `"image inspect "*:*-alpine | "image inspect node:"*) exit 1 ;; "pull "*) exit 1 ;;`;
  const system = deployedTree(engine(runs + absent));
  const standIns = ["postgres", "redis", "node"].map((name) => `  image: verifier/${name}:local\n`);
  writeFileSync(
    system.file(".deploy/pyairtable-compose/releases/second/compose.yml"),
    `whole\n${standIns.join("")}`,
  );
  await system.deploy([]);
  expect(system.read("calls")).toContain(" build ");
  expect(system.read("calls")).not.toMatch(/^pull /m);
});
