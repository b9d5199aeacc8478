// The checks of the suite "health": every service is up, says so truthfully, and recovers.
import { declareChecks } from "../declare-checks.ts";

export const health = declareChecks("health", {
  endpoint: {
    title: "Liveness answers 200 with its fields within 1 s",
    failureTitle: "Liveness does not answer 200 with its fields within 1 s",
    description:
      'Plan §1 and §2: "health endpoints return 200 OK responses". It is asked at the port that the service listens on, so a wrong mapping does not hide a healthy process. The body carries status, service, version and uptime_seconds.',
    sections: [2, 1],
    scope: "service",
  },
  ready: {
    title: "Readiness is 200 and names every dependency that the topology gives the service",
    failureTitle: "Readiness is not 200, or leaves out a dependency of the service",
    description:
      "Plan §2. The Kubernetes convention and the health+json draft agree: liveness ignores dependencies, readiness names them. A dependency that is not named fails in silence: a cache that was never connected said healthy.",
    sections: [2],
    scope: "service",
    needs: ["health.endpoint", "ports.peers/{service}"],
  },
  probe: {
    title: "The compose health check asks the service's own port and path, with a program that the image has",
    failureTitle: "The compose health check is missing, or cannot tell whether the service is healthy",
    description:
      'Plan §1 and §5: "health checks fail because of port mismatches", "add proper health checks with reasonable timeouts". A probe of the host\'s port, of a path that does not exist, or with a curl that the image lacks never turns healthy, and what waits for it never starts.',
    sections: [1, 2],
    scope: "service",
  },
  container: {
    title: "The engine calls the container healthy",
    failureTitle: "The engine does not call the container healthy",
    description:
      'Plan §1 and §2: "container health check passes (currently UNHEALTHY)", "all 3 services show Up (healthy)".',
    sections: [2, 1],
    scope: "component",
    capabilities: ["engine"],
  },
  count: {
    title: "Seven or more services of the topology are up",
    failureTitle: "Fewer than seven services of the topology are up",
    description: "Plan, task 1.2: `docker-compose ps | wc -l` should show 7+ services.",
    sections: [2],
  },
  allUp: {
    title: "All core services are up and healthy at once",
    failureTitle: "Not all core services are up and healthy at once",
    description:
      'Plan §2 and task 1.2: "all services show Up (healthy) status". At once: services that take turns in being healthy are no system.',
    sections: [2],
    needs: ["health.endpoint", "health.probe"],
  },
  steady: {
    title: "The service does not end by itself while it is judged",
    failureTitle: "The service ended by itself while it was judged",
    description:
      "Plan §2 and §5. A restart policy hides a service that crashes now and then: every single question finds it up. Asked after everything else, before anything is killed on purpose.",
    sections: [2, 5],
    scope: "service",
    phase: "disturbing",
    needs: ["health.endpoint/{service}"],
    throughout: true,
  },
  aggregate: {
    title: "The gateway's /api/health names every service",
    failureTitle: "The gateway's /api/health leaves out a service",
    description:
      "Plan §2: `curl -f http://localhost:8000/api/health`. One question must tell a person which part is down.",
    sections: [2],
    needs: ["health.endpoint", "ports.peers/api-gateway"],
  },
  degraded: {
    title: "With one service away, /api/health says degraded and which, and recovers by itself",
    failureTitle: "With one service away, /api/health does not say degraded and which, or does not recover",
    description:
      "Plan §2. An aggregate that says healthy with a service away, or that stays degraded after it is back, sends people to the wrong place.",
    sections: [2],
    phase: "disturbing",
    capabilities: ["pause"],
    needs: ["health.aggregate"],
  },
  dependencyDown: {
    title: "With Postgres or Redis away, readiness says so, liveness stays 200 and no request hangs",
    failureTitle: "With Postgres or Redis away, readiness stays silent, liveness fails or a request hangs",
    description:
      "Plan §2. Health that answers 200 healthy with the database down was one of the faults behind the plan; liveness that touches a dependency turns one outage into five restarts. What is required is exactly what the design says, every door is answered, and it recovers by itself.",
    sections: [2],
    phase: "disturbing",
    capabilities: ["pause"],
    needs: ["health.ready"],
  },
  startOrder: {
    title: "A service that starts before its datastores waits for them and becomes ready",
    failureTitle: "A service that starts before its datastores does not become ready by itself",
    description:
      "Plan §2: services that are defined but do not come up. Waiting with growing delays beats crashing in a loop, which a restart policy hides: it is the same process that becomes ready; the compose file's depends_on conditions agree with the dependencies that a service really has.",
    sections: [2],
    phase: "disturbing",
    capabilities: ["kill"],
    needs: ["health.endpoint"],
  },
  upstreamDown: {
    title:
      "With a service away, what the gateway is asked of it is 502 or 504, a problem that names the service",
    failureTitle: "With a service away, the gateway does not answer 502 or 504 with the service's name",
    description:
      "Plan §2 and §5, RFC 9110 §15.6.3. A 500 says that the gateway itself is broken, and sends people to the wrong place; a request without an answer holds whoever asked.",
    sections: [2, 5],
    phase: "disturbing",
    capabilities: ["kill"],
    needs: ["health.aggregate"],
  },
});
