// Holds what ./deploy-local.sh asks of an engine, and what it leaves, with a docker of our own in the engine's place.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { deployedTree, engine } from "./deployed-tree.ts";

/** What an older docker does: its plugin is neither asked to end nor taken along. */
const atWork = 'trap : TERM; sleep 60 & echo $! >"$HOME/plugin"; while kill -0 $!; do wait; done; exit 1 ;;';

/** What another one does: it ends at once, and its plugin takes its time. */
const leaves = `sh -c 'trap "sleep 2; exit 0" TERM; echo $$ >"$HOME/plugin"; while :; do sleep 0.1; done' & exec sleep 60 ;;`;

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
