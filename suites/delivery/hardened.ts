// What the engine must say of each container of production: the rules of hardening, asked of what runs.
import type { Inspected } from "../../fixtures/engine/engine.ts";

interface Rule {
  /** To follow the service's name. */
  readonly wrong: string;
  readonly cure: string;
  readonly holds: (inspected: Inspected) => boolean;
}

/** Compose mounts a secret's file; nothing else of the machine may be inside. */
const isSecret = (destination: string) => destination.startsWith("/run/secrets/");

const rootNames = new Set(["", "0", "root"]);
const userOf = ({ Config: { User: user } }: Inspected): string => user.split(":", 1)[0] ?? "";

const rules: readonly Rule[] = [
  {
    wrong: "mounts files of the machine, as a development system does",
    cure: "take the bind mount out",
    holds: ({ Mounts: mounts }) =>
      mounts.every(({ Type: type, Destination: to }) => type !== "bind" || isSecret(to)),
  },
  {
    wrong: "may write into a secret",
    cure: "mount secrets by secrets:",
    holds: ({ Mounts: mounts }) =>
      mounts.every(({ Destination: to, RW: writable }) => !isSecret(to) || !writable),
  },
  {
    wrong: "has no limit of memory",
    cure: "deploy.resources.limits.memory",
    holds: ({ HostConfig: { Memory: bytes } }) => (bytes ?? 0) > 0,
  },
  {
    wrong: "has no limit of CPU",
    cure: "deploy.resources.limits.cpus",
    holds: ({ HostConfig: { NanoCpus: cpus, CpuQuota: quota } }) => (cpus ?? 0) > 0 || (quota ?? 0) > 0,
  },
  {
    wrong: "has no limit of processes",
    cure: "deploy.resources.limits.pids",
    holds: ({ HostConfig: { PidsLimit: pids } }) => (pids ?? 0) > 0,
  },
  {
    wrong: "has a root file system that can be written",
    cure: "read_only: true",
    holds: ({ HostConfig: { ReadonlyRootfs: readOnly } }) => readOnly === true,
  },
  {
    wrong: "may gain new privileges",
    cure: 'security_opt: ["no-new-privileges:true"]',
    holds: ({ HostConfig: { SecurityOpt: options } }) =>
      ((options ?? []) as readonly string[]).some((option) => /^no-new-privileges(:true)?$/.test(option)),
  },
  {
    wrong: "keeps capabilities",
    cure: 'cap_drop: ["ALL"], and no cap_add',
    holds: ({ HostConfig: { CapDrop: dropped, CapAdd: added } }) =>
      (dropped ?? []).includes("ALL") && ((added ?? []) as readonly string[]).length === 0,
  },
  {
    wrong: "is privileged, or shares a namespace of the machine",
    cure: "take privileged, pid, ipc and network_mode out",
    holds: ({ HostConfig: { Privileged: privileged, PidMode: pid, IpcMode: ipc, NetworkMode: network } }) =>
      privileged !== true && ![pid, ipc, network].includes("host"),
  },
  {
    wrong: "runs as root",
    cure: "user: one that is not root",
    holds: (inspected) => !rootNames.has(userOf(inspected)),
  },
  {
    wrong: "has a log that grows without end",
    cure: "logging.options.max-size and max-file",
    holds: ({ HostConfig: { LogConfig: log } }) => {
      const options = (log?.Config ?? {}) as Readonly<Record<string, string>>;
      return log?.Type === "local" || ("max-size" in options && "max-file" in options);
    },
  },
  {
    wrong: "does not come back after a crash or a reboot",
    cure: "restart: unless-stopped",
    holds: ({ HostConfig: { RestartPolicy: policy } }) =>
      ["always", "unless-stopped"].includes(policy?.Name ?? ""),
  },
];

/** Container ports that are published, or would be if the network let them. */
export function publishedPorts({ NetworkSettings, HostConfig }: Inspected): readonly string[] {
  const bound = Object.entries(NetworkSettings.Ports ?? {}) as [string, readonly unknown[] | null][];
  const open = bound.filter(([, bindings]) => (bindings ?? []).length > 0).map(([port]) => port);
  const asked = Object.keys((HostConfig.PortBindings ?? {}) as Readonly<Record<string, unknown>>);
  return [...new Set([...open, ...asked])];
}

/** Values that whoever may inspect a container can read. */
export function inspectable({ Config: { Env: env, Cmd: command, Labels: labels } }: Inspected): string {
  return [...(env ?? []), ...(command ?? []), ...Object.values(labels ?? {})].join("\n");
}

export interface HardeningFault {
  readonly summary: string;
  readonly cure: string;
}

/** One for each rule that the container does not keep. */
export function hardeningFaults(service: string, inspected: Inspected): readonly HardeningFault[] {
  return rules
    .filter(({ holds }) => !holds(inspected))
    .map(({ wrong, cure }) => ({ summary: `${service} ${wrong}`, cure }));
}
