// Judges that a service which crashes comes back by itself, and that the whole flow works right after.
import { expect } from "vitest";
import type { CheckContext } from "../check-context.ts";
import { runFlow } from "../workflow/flow.ts";
import { Failure } from "../failure.ts";
import { serviceByService, verify } from "../verify.ts";
import { chaos } from "./chaos.checks.ts";
import { crash, type Crash, recordCrash, recoveryMs, untilReady } from "./recovery.ts";

interface Inspected {
  readonly RestartPolicy?: { readonly Name?: string };
}

const crashes = new Map<string, Crash>();

/** Each service crashes once, for whoever of these checks comes first; the others see in which state that left it. */
async function crashOnce(context: CheckContext): Promise<Crash> {
  const { service, stack } = context;
  const earlier = crashes.get(service.name);
  if (earlier === undefined) {
    const seen = await crash(context, service);
    crashes.set(service.name, seen);
    return seen;
  }
  const seen = { ...earlier, after: await stack.state(service.name) };
  recordCrash(context, service, seen);
  return seen;
}

const survivesReboot = new Set(["always", "unless-stopped"]);

serviceByService(() => {
  verify(chaos.restart, async (context) => {
    const { http, service } = context;
    await http.get(service, service.health);
    const { before, after, downMs } = await crashOnce(context);
    expect(downMs, `ms until ${service.name} was healthy`).toBeLessThan(recoveryMs);
    expect(after.status, `state of ${service.name} after the crash`).toBe("running");
    expect(after.restartCount, `restarts of ${service.name} by its policy`).toBeGreaterThan(
      before.restartCount,
    );
    const reply = await http.get(service, service.health);
    expect(reply.json, "the answer is the service's own").toMatchObject({ service: service.name });
  });

  verify(chaos.workflowAfter, async (context) => {
    await crashOnce(context);
    await untilReady(context, context.services);
    await runFlow(context, { through: "gateway" });
    await runFlow(context, { through: "services" });
  });

  verify(chaos.restartPolicy, async (context) => {
    const { stack, service } = context;
    const container = (await stack.inspect(service.name)) as { HostConfig?: Inspected } | undefined;
    const policy = container?.HostConfig?.RestartPolicy?.Name ?? "none";
    const { file, line } = service.compose.restart.at ?? service.compose.at;
    if (!survivesReboot.has(policy)) {
      const summary = `the restart policy of ${service.name}'s container is "${policy}" (${file}:${line}): it does not survive a reboot`;
      throw new Failure(summary, { file, line, cure: "restart: unless-stopped" });
    }
    const { before, after } = await crashOnce(context);
    if (after.restartCount <= before.restartCount) {
      const summary = `the engine has restarted ${service.name} ${after.restartCount} times, no more than before the crash`;
      throw new Failure(summary, { file, line, cure: "restart: unless-stopped" });
    }
  });
});
