import { expect, test } from "vitest";
import type { Inspected } from "../../fixtures/engine/engine.ts";
import { hardeningFaults, inspectable, publishedPorts } from "./hardened.ts";

const sound = {
  Mounts: [
    { Type: "bind", Destination: "/run/secrets/api_key", RW: false },
    { Type: "volume", Destination: "/data", RW: true },
  ],
  HostConfig: {
    Memory: 1,
    NanoCpus: 1,
    PidsLimit: 1,
    ReadonlyRootfs: true,
    SecurityOpt: ["no-new-privileges:true"],
    CapDrop: ["ALL"],
    CapAdd: null,
    Privileged: false,
    PidMode: "",
    IpcMode: "private",
    NetworkMode: "x_default",
    LogConfig: { Type: "json-file", Config: { "max-size": "10m", "max-file": "3" } },
    RestartPolicy: { Name: "unless-stopped" },
  },
  Config: { User: "node", Env: ["PORT=8000"], Cmd: ["node", "main.ts"], Labels: { a: "b" } },
  NetworkSettings: { Ports: { "8000/tcp": null } },
};

/** As the engine would say it of a container in which this is different. */
const inspected = (host: object, config: object = {}, more: object = {}) =>
  ({
    ...sound,
    ...more,
    HostConfig: { ...sound.HostConfig, ...host },
    Config: { ...sound.Config, ...config },
  }) as unknown as Inspected;

test("When a container is hardened, then nothing is said of it", () => {
  expect(hardeningFaults("redis", inspected({}))).toEqual([]);
});

const bind = (Destination: string, RW: boolean) => ({ Mounts: [{ Type: "bind", Destination, RW }] });

test.each([
  [
    "mounts files of the machine, as a development system does",
    inspected({}, {}, bind("/app/services", false)),
  ],
  ["may write into a secret", inspected({}, {}, bind("/run/secrets/api_key", true))],
  ["has no limit of memory", inspected({ Memory: 0 })],
  ["has no limit of CPU", inspected({ NanoCpus: 0 })],
  ["has no limit of processes", inspected({ PidsLimit: null })],
  ["has a root file system that can be written", inspected({ ReadonlyRootfs: false })],
  ["may gain new privileges", inspected({ SecurityOpt: ["no-new-privileges:false"] })],
  ["keeps capabilities", inspected({ CapDrop: ["NET_RAW"] })],
  ["keeps capabilities", inspected({ CapAdd: ["SYS_ADMIN"] })],
  ["is privileged, or shares a namespace of the machine", inspected({ PidMode: "host" })],
  ["runs as root", inspected({}, { User: "" })],
  ["runs as root", inspected({}, { User: "0:0" })],
  ["has a log that grows without end", inspected({ LogConfig: { Type: "json-file", Config: {} } })],
  ["does not come back after a crash or a reboot", inspected({ RestartPolicy: { Name: "no" } })],
])("When it %s, then that and nothing else is said, with its cure", (wrong, container) => {
  const faults = hardeningFaults("redis", container);

  expect(faults.map(({ summary }) => summary)).toEqual([`redis ${wrong}`]);
  expect(faults[0]?.cure).not.toBe("");
});

test("When ports are exposed but not bound, then they are not published", () => {
  const bound = { NetworkSettings: { Ports: { "8000/tcp": [{ HostPort: "8000" }], "9000/tcp": null } } };

  expect(publishedPorts(inspected({}))).toEqual([]);
  expect(publishedPorts(inspected({}, {}, bound))).toEqual(["8000/tcp"]);
});

test("When a port is asked for on a network that publishes none, then it counts as published", () => {
  expect(publishedPorts(inspected({ PortBindings: { "6379/tcp": [{ HostPort: "6379" }] } }))).toEqual([
    "6379/tcp",
  ]);
});

test("When a secret is in the environment, the command or a label, then inspecting the container shows it", () => {
  for (const config of [{ Env: ["A=s3cret"] }, { Cmd: ["sh", "s3cret"] }, { Labels: { a: "s3cret" } }])
    expect(inspectable(inspected({}, config))).toContain("s3cret");
});
