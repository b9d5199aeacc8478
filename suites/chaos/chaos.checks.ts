// The checks of the suite "chaos": services die, datastores restart, Airtable misbehaves; the system recovers.
import { declareChecks } from "../declare-checks.ts";
import { airtableFailureChecks } from "./airtable-failure.checks.ts";

const alive = ["health.endpoint/{service}"] as const;

export const chaos = declareChecks("chaos", {
  restart: {
    title: "After SIGKILL the service is healthy again within 30 s, by itself",
    failureTitle: "After SIGKILL the service is not healthy again within 30 s",
    description:
      'Plan §5: "kill a service and verify it restarts … sleep 30", "services automatically restart after crashes".',
    sections: [5],
    scope: "service",
    phase: "disturbing",
    capabilities: ["kill"],
    needs: alive,
  },
  restartPolicy: {
    title: "The container's restart policy brought it back, and it survives a reboot",
    failureTitle: "The container's restart policy did not bring it back, or does not survive a reboot",
    description:
      "Plan §5 B: container restart policies. `on-failure` and `no` leave a machine empty after a reboot.",
    sections: [5],
    scope: "service",
    phase: "disturbing",
    capabilities: ["engine"],
    needs: alive,
  },
  workflowAfter: {
    title: "The whole flow works right after the service's restart",
    failureTitle: "The flow does not work right after the service's restart",
    description:
      "Plan §5. Up is not working: pools, caches and keep-alive connections must notice that a peer is new.",
    sections: [5],
    scope: "service",
    phase: "disturbing",
    capabilities: ["kill"],
    needs: ["workflow.gateway", "chaos.restart/{service}"],
  },
  postgres: {
    title: "The system recovers from a restart of Postgres and no acknowledged registration is lost",
    failureTitle: "The system does not recover from a restart of Postgres, or loses a registration",
    description:
      "Plan §5. Whoever was told 201 can log in; connections that died are replaced without a restart.",
    sections: [5],
    phase: "disturbing",
    capabilities: ["kill"],
    needs: ["auth.login-email"],
  },
  redis: {
    title: "The system recovers from a restart of Redis and sessions still work",
    failureTitle: "The system does not recover from a restart of Redis, or sessions are lost",
    description:
      "Plan §5. Every acknowledged registration can log in, and whoever was signed in stays signed in.",
    sections: [5],
    phase: "disturbing",
    capabilities: ["kill"],
    needs: ["auth.token-verify"],
  },
  drain: {
    title: "Every request accepted before SIGTERM is answered; exit 0 within 10 s",
    failureTitle: "SIGTERM drops accepted requests, or the service does not exit 0 within 10 s",
    description: "Plan §5 and §8. A deployment that cuts requests off is an outage for whoever sent them.",
    sections: [5],
    scope: "service",
    phase: "disturbing",
    capabilities: ["kill"],
    needs: alive,
  },
  availability: {
    title: "At least 90% of the flow's requests succeed while each service is killed in turn",
    failureTitle: "Fewer than 90% of the flow's requests succeed while each service is killed in turn",
    description:
      'Plan, task 2.1: "90%+ uptime during chaos test". A refused connection is a failure and none waits longer than its time budget; the kills are inside the measured window. Four flows a second; a kill every six seconds where an engine restarts, else every four.',
    sections: [5],
    phase: "disturbing",
    capabilities: ["kill"],
    needs: ["workflow.gateway", "chaos.restart"],
  },
  ...airtableFailureChecks,
});
