// Judges that a service which crashes comes back by itself, and that the whole flow works right after.
import { expect } from "vitest";
import { runFlow } from "../workflow/flow.ts";
import { Failure } from "../failure.ts";
import { verify } from "../verify.ts";
import { chaos } from "./chaos.checks.ts";
import { crash, recoveryMs, untilReady } from "./recovery.ts";

interface Inspected {
  readonly RestartPolicy?: { readonly Name?: string };
}

verify(chaos.restart, async (context) => {
  const { http, service } = context;
  await http.get(service, service.health);
  const { before, after, downMs } = await crash(context, service);
  expect(downMs, `ms until ${service.name} was healthy`).toBeLessThan(recoveryMs);
  expect(after.status, `state of ${service.name} after the crash`).toBe("running");
  expect(after.restartCount, `restarts of ${service.name} by its policy`).toBeGreaterThan(
    before.restartCount,
  );
  const reply = await http.get(service, service.health);
  expect(reply.json, "the answer is the service's own").toMatchObject({ service: service.name });
});

verify(chaos.workflowAfter, async (context) => {
  await crash(context, context.service);
  await untilReady(context, context.services);
  await runFlow(context, { through: "gateway" });
  await runFlow(context, { through: "services" });
});

const survivesReboot = new Set(["always", "unless-stopped"]);

verify(chaos.restartPolicy, async (context) => {
  const { stack, service } = context;
  const container = (await stack.inspect(service.name)) as { HostConfig?: Inspected } | undefined;
  const policy = container?.HostConfig?.RestartPolicy?.Name ?? "none";
  const { file, line } = service.compose.restart.at ?? service.compose.at;
  if (!survivesReboot.has(policy)) {
    const summary = `the restart policy of ${service.name}'s container is "${policy}" (${file}:${line}): it does not survive a reboot`;
    throw new Failure(summary, { file, line, cure: "restart: unless-stopped" });
  }
  const { before, after } = await crash(context, service);
  if (after.restartCount <= before.restartCount) {
    const summary = `the engine has restarted ${service.name} ${after.restartCount} times, no more than before the crash`;
    throw new Failure(summary, { file, line, cure: "restart: unless-stopped" });
  }
});
