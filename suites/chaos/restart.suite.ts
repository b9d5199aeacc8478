// Judges that a service which crashes comes back by itself, and that the whole flow works right after.
import { expect } from "vitest";
import { runFlow } from "../workflow/flow.ts";
import { verify } from "../verify.ts";
import { chaos } from "./chaos.checks.ts";
import { crash, recoveryMs, untilReady } from "./recovery.ts";

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
