// Rules for how much a container may take, and for how it is kept alive.
import type { ComposeService } from "../compose-file.ts";
import type { RuleId } from "../rule-ids.ts";
import { serviceRule, when } from "../finding.ts";

/** Drivers that write to the host's disk without an end unless they are told one. */
const unbounded = new Set([undefined, "json-file"]);

const limit = (id: RuleId, { deploy, own }: { deploy: string; own: string }, example: string) =>
  serviceRule(id, (service) => {
    const given = service.text(`deploy.resources.limits.${deploy}`) ?? service.text(own);
    return when(given === undefined || Number(given) <= 0, {
      key: "deploy",
      summary: `has no limit of ${deploy}`,
      cure: `deploy.resources.limits.${deploy}: ${example}`,
    });
  });

function restarts(service: ComposeService): boolean {
  const condition = service.text("deploy.restart_policy.condition");
  return condition === undefined ? service.compose.restart.policy !== "no" : condition !== "none";
}

export const limits = [
  limit("compose.memory-limit", { deploy: "memory", own: "mem_limit" }, "256M"),
  limit("compose.cpu-limit", { deploy: "cpus", own: "cpus" }, '"1.0"'),
  limit("compose.pids-limit", { deploy: "pids", own: "pids_limit" }, "128"),
  serviceRule("compose.log-rotation", (service) =>
    when(unbounded.has(service.text("logging.driver")) && !service.text("logging.options.max-size"), {
      key: "logging",
      summary: "logs without an end",
      cure: 'logging: { driver: json-file, options: { max-size: "10m", max-file: "3" } }',
    }),
  ),
  serviceRule("compose.restart", (service) =>
    when(!restarts(service), {
      key: "restart",
      summary: "stays down after a crash",
      cure: "restart: unless-stopped",
    }),
  ),
  serviceRule("compose.health-check", (service) => {
    const check = service.compose.healthCheck;
    return when(!check || check.test[0] === "NONE", {
      key: "healthcheck",
      summary: "has no health check",
      cure: "give it a healthcheck",
    });
  }),
];
