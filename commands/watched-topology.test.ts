import { expect, test } from "vitest";
import { watching, watchingFor } from "./watched-topology.ts";

test.each(["monitoring.targets", "monitoring.alert", "monitoring.dashboard"])(
  "When %s is judged among others, then a Prometheus comes up",
  (id) => {
    expect(watchingFor(["auth.register", id])).toEqual(watching);
  },
);

test("When nothing is asked of a Prometheus, then none comes up", () => {
  expect(watchingFor(["auth.register", "monitoring.metrics/api-gateway", "monitoring.grafana"])).toEqual([]);
});
