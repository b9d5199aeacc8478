// Rule: a service that the failure is about is not running, and its last words say why.
import type { Endpoint, LogLine, ServiceState, StartedStack } from "../../fixtures/stack.ts";
import type { EnvironmentEntry, Service, Topology } from "../../fixtures/topology.ts";
import type { Diagnosis } from "../outcome.ts";
import { peersOf } from "../wiring/peer-faults.ts";
import { crashSite } from "./crash-site.ts";
import { logWords } from "./log-words.ts";
import { outOfMemory } from "./out-of-memory.ts";
import type { Rule, Symptom } from "./rule.ts";
import { whyNotStarted } from "./why-not-started.ts";

const down = new Set<ServiceState["status"]>(["exited", "restarting", "not-created"]);
/** Its process has never run. */
const notBegun = new Set<ServiceState["status"]>(["not-created", "starting"]);
/** What a service prints for a variable at fault: `JWT_SECRET: is missing`. */
const variableFault = /"msg":"([A-Z][A-Z0-9_]+): ([^"]+)"/;

function lastWords(lines: readonly LogLine[]): string {
  const fatal = lines.findLast(({ text }) => /"level":"fatal"|\w*Error: /.test(text)) ?? lines.at(-1);
  return fatal ? logWords(fatal.text) : "it wrote nothing to its log";
}

/** Given under a name that nobody reads: the very value that others have under the right one, or nearly its name. */
function misnamed(service: Service, name: string, topology: Topology): EnvironmentEntry | undefined {
  const values = new Set(
    topology.services.flatMap(({ environment }) =>
      environment.filter((entry) => entry.name === name).map(({ value }) => value),
    ),
  );
  const unread = service.environment.filter(
    (entry) =>
      !topology.services.some(
        (other) => other !== service && other.environment.some((one) => one.name === entry.name),
      ),
  );
  return unread.find(
    (entry) => values.has(entry.value) || entry.name.includes(name) || name.includes(entry.name),
  );
}

function variable(service: Service, lines: readonly LogLine[], topology: Topology): Diagnosis | undefined {
  const [, name, fault] = lines.map(({ text }) => variableFault.exec(text)).find(Boolean) ?? [];
  if (!name) return undefined;
  const other = /missing/.test(fault ?? "") ? misnamed(service, name, topology) : undefined;
  if (other) {
    const { file, line } = other.at;
    const summary = `${service.name} does not start: ${name} ${fault}, and ${other.name} (${file}:${line}), which it does not read, looks like it`;
    return { summary, file, line, cure: `call it ${name}` };
  }
  const entry = service.environment.find((candidate) => candidate.name === name);
  const { file, line } = entry?.at ?? service.at;
  const cure = entry ? `give ${name} a value that fits` : `add ${name} to the environment of ${service.name}`;
  return { summary: `${service.name} does not start: ${name} ${fault} (${file}:${line})`, file, line, cure };
}

/** Also one that crashes again and again: whoever looks may find it running just then, but never well. */
function isDown(
  { name }: Service,
  { status, health, restartCount }: ServiceState,
  { bringUp }: StartedStack,
) {
  const cameUp = bringUp.some(({ service, outcome }) => service === name && outcome === "ready");
  if (status === "starting") return !cameUp;
  return down.has(status) || (!cameUp && restartCount > 0 && health !== "healthy");
}

/** It ended after it had run, and nobody was told to start it again. */
function neverRestarted({ name, restart, at }: Service, { status, startedAt }: ServiceState) {
  if (restart.policy !== "no" || status !== "exited" || startedAt === undefined) return undefined;
  const { file, line } = restart.at ?? at;
  const why = restart.at ? 'its restart policy is "no"' : "it has no restart policy";
  const summary = `${name} ended and was not started again: ${why} (${file}:${line})`;
  return { summary, file, line, cure: `give ${name} restart: unless-stopped` };
}

/** Where nobody can look into it: that it is not there is all that can be told. */
function unanswering({ name, at: { file, line } }: Service, { host, port }: Endpoint): Diagnosis {
  const summary = `${name} does not answer at ${host}:${port}: it does not run, or listens elsewhere`;
  return {
    summary,
    file,
    line,
    cure: `read its log (docker compose logs ${name}); it must run for this check`,
  };
}

/** It ended for a reason that neither a variable nor the sources explain: what it said last, and no line. */
function ended(name: string, state: ServiceState, lines: readonly LogLine[]): Diagnosis {
  const how = state.signal ? `by ${state.signal}` : `with code ${state.exitCode ?? "unknown"}`;
  const again = state.restartCount > 0 ? `, started again ${state.restartCount} times` : "";
  const summary = `${name} is ${state.status}${again}, last ended ${how}; its last words: ${lastWords(lines)}`;
  const cure = `read the log of ${name}; it must run for this check`;
  return { summary, file: undefined, line: undefined, cure };
}

function notCreated({ name, at: { file, line } }: Service): Diagnosis {
  return { summary: `${name} was not started at all`, file, line, cure: `start ${name}` };
}

/** Beside the suspects, the services that they ask: one that is away makes whoever needs it fail. */
function within({ context: { topology, criterion }, suspects }: Symptom): readonly Service[] {
  const find = (name: string) => topology.services.filter((service) => service.name === name);
  const own = suspects.flatMap(find);
  // Where services are killed on purpose, one that is away is no cause.
  if (criterion.check.phase === "disturbing") return own;
  return [...new Set([...own, ...own.flatMap(peersOf).flatMap(({ url }) => find(url.hostname))])];
}

export const serviceDown: Rule = async (symptom) => {
  const { context } = symptom;
  const { stack, can, topology } = context;
  for (const service of within(symptom)) {
    const { name } = service;
    if (stack.unknown?.services[name] !== undefined) continue;
    const state = await stack.state(name);
    if (!isDown(service, state, stack)) continue;
    if (notBegun.has(state.status)) return whyNotStarted(service, context) ?? notCreated(service);
    if (!can("logs")) return unanswering(service, stack.address(name));
    const lines = await stack.logs(name);
    return (
      variable(service, lines, topology) ??
      (await outOfMemory(service, context, lines)) ??
      crashSite(name, lines, state) ??
      neverRestarted(service, state) ??
      ended(name, state, lines)
    );
  }
  return undefined;
};
