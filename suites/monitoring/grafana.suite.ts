// Judges that Grafana serves the dashboard to anybody who looks, where a Grafana is part of the system.
import { expect } from "vitest";
import { Unknowable } from "../../fixtures/unknowable.ts";
import { verify } from "../verify.ts";
import { monitoring } from "./monitoring.checks.ts";

verify(monitoring.grafana, async ({ http, topology }) => {
  const grafana = topology.services.find(({ name }) => name === "grafana");
  if (!grafana)
    throw new Unknowable(
      "no Grafana is part of this system; docker-compose.yml has one in its profile monitoring",
    );
  const reply = await http.get(grafana, "/api/dashboards/uid/pyairtable-basic", { via: "published" });
  expect(reply.status, "status of /api/dashboards/uid/pyairtable-basic").toBe(200);
  expect(reply.json).toMatchObject({
    dashboard: { uid: "pyairtable-basic", title: expect.any(String), panels: expect.any(Array) },
  });
});
