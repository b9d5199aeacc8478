// Holds whose system ./deploy-local.sh touches, and what it tells, with a docker of our own in the engine's place.
import { once } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { deployedTree, engine, runs } from "./deployed-tree.ts";

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
  const program = existsSync("/proc/self/cmdline") ? "(?!MainThread)\\S+" : "MainThread";
  expect(stderr).toMatch(
    new RegExp(`port ${port}, for api-gateway, is taken by ${program} \\(process ${process.pid}\\)`),
  );
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
