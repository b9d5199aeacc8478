// What a deployment's commands take from the caller's environment: the way to the engine and the registry, no more.

const engine = /^(DOCKER_\w+|COMPOSE_PARALLEL_LIMIT|BUILDKIT_\w+|XDG_\w+|SSH_AUTH_SOCK)$/;
const machine = /^(HOME|USER|LOGNAME|SHELL|LANG|LC_\w+|TMPDIR|TZ)$/;
const network = /^(https?_proxy|no_proxy|HTTPS?_PROXY|NO_PROXY)$/;
const wanted = [engine, machine, network];

/** A fresh clone has no node_modules, so no program comes from there. */
const pathOf = (value: string): string =>
  value
    .split(":")
    .filter((folder) => !folder.includes("node_modules"))
    .join(":");

/** Never AIRTABLE_TOKEN and its kin: a deployment that is judged must not write into somebody's base. */
export function callerEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  const taken = Object.entries(env).filter(
    (entry): entry is [string, string] =>
      Boolean(entry[1]) && wanted.some((pattern) => pattern.test(entry[0])),
  );
  const ca = env["CA_FILE"] || env["NODE_EXTRA_CA_CERTS"];
  return {
    ...Object.fromEntries(taken),
    PATH: pathOf(env["PATH"] ?? ""),
    ...(ca ? { CA_FILE: ca } : {}),
  };
}
