// Judges the compose health checks, which an engine goes by: as they are written, and as they answer.
import { existsSync } from "node:fs";
import path from "node:path";
import type { HealthCheck } from "../../fixtures/topology.ts";
import type { CheckContext } from "../check-context.ts";
import { Failure } from "../failure.ts";
import { verify } from "../verify.ts";
import { canRun, runProbe } from "../wiring/probe-command.ts";
import { oddPort } from "../wiring/odd-port.ts";
import { probeFaults, probeLine } from "../wiring/probe-faults.ts";
import { health } from "./health.checks.ts";

/** The command itself must say yes to the service's liveness, and no to a 404 and to nobody at all. */
async function judgeProbeCommand({ http, service, evidence, root }: CheckContext, check: HealthCheck) {
  const { file, line } = check.testAt;
  // A script that the check runs is to blame, not the line that calls it.
  const script = check.test.find((word) => word.endsWith(".sh") && existsSync(path.join(root, word)));
  const place = script === undefined ? { file, line } : { file: script };
  // Whether the command is right, a service that is away does not show.
  const alive = await http.get(service, service.health).catch(() => undefined);
  if (!alive) return;
  const nobody = "http://127.0.0.1:1/health";
  const cases = [
    { url: http.url(service, service.health), healthy: true, what: "the service's own liveness" },
    { url: http.url(service, "/no/such/path"), healthy: false, what: "an answer of 404" },
    { url: nobody, healthy: false, what: "a port where nobody listens" },
  ];
  for (const { url, healthy, what } of cases) {
    const code = await runProbe(check, url, root);
    const ended = code === undefined ? "does not end" : `exits ${code}`;
    const summary = `the health check of ${service.name} (${file}:${line}) ${ended} for ${what}`;
    evidence.record({ kind: "state", service: service.name, summary });
    if ((code === 0) !== healthy)
      throw new Failure(summary, { ...place, cure: `make it exit ${healthy ? "0" : "1"} for ${what}` });
  }
}

verify(health.probe, async (context) => {
  const { service, evidence, root, topology } = context;
  const check = service.compose.healthCheck;
  evidence.record({
    kind: "topology",
    service: service.name,
    summary: check ? `probe: ${probeLine(check)}` : "no probe",
  });
  const [seen] = probeFaults(service.compose, root);
  // A probe that asks what all the others ask is right: PORT is wrong.
  const fault = seen && (oddPort(service.compose, topology) ?? seen);
  if (fault?.file !== undefined && fault.line !== undefined) {
    throw new Failure(fault.summary, {
      file: fault.file,
      line: fault.line,
      ...(fault.cure ? { cure: fault.cure } : {}),
    });
  }
  if (check && canRun(check)) await judgeProbeCommand(context, check);
});
