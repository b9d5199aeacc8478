// Of a service that was never started: whom it waited for, and what kept that one.
import type { BringUp } from "../../fixtures/stack.ts";
import type { Service } from "../../fixtures/topology.ts";
import type { CheckContext } from "../check-context.ts";
import type { Diagnosis } from "../outcome.ts";
import { probeFaults } from "../wiring/probe-faults.ts";

const unhealthy = /health check|unhealthy|never succeed/;

function ofReason({ name, at: { file, line } }: Service, { reason = "" }: BringUp): Diagnosis {
  const cure = /neither an image nor a build/.test(reason)
    ? `give ${name} an image or a build`
    : `let ${name} start`;
  return { summary: `${name} was not started: ${reason} (${file}:${line})`, file, line, cure };
}

/** Undefined where the bring-up does not say. */
export function whyNotStarted(service: Service, context: CheckContext): Diagnosis | undefined {
  const { stack, topology, root } = context;
  const ends = new Map(stack.bringUp.map((end) => [end.service, end]));
  const end = ends.get(service.name);
  if (!end) return undefined;
  if (end.outcome === "failed") {
    const [fault] = unhealthy.test(end.reason ?? "") ? probeFaults(service, root) : [];
    return fault ?? ofReason(service, end);
  }
  const kept = service.dependsOn.find((dependency) => ends.get(dependency.service)?.outcome !== "ready");
  const target = topology.services.find(({ name }) => name === kept?.service);
  if (!kept || !target) return undefined;
  const deeper = whyNotStarted(target, context);
  return deeper && { ...deeper, summary: `${service.name} waits for ${target.name}: ${deeper.summary}` };
}
