// Whether a service reaches its datastores, as a metric: peers tell of themselves, a datastore does not.
import type { Registry } from "prom-client";
import { answerInTime } from "./answer-in-time.ts";
import { createSampledGauge, type Sample } from "./sampled-gauge.ts";
import type { Dependency } from "./health.ts";

async function sampleOf(dependency: string, { check }: Dependency): Promise<Sample> {
  const value = await answerInTime(check()).then(
    () => 1,
    () => 0,
  );
  return { labels: { dependency }, value };
}

/** `dependency_up{dependency}`: 1 or 0 for each dependency that is a datastore, asked at each scrape. */
export function measureDatastores(
  registry: Registry,
  dependencies: Readonly<Record<string, Dependency>>,
): void {
  const datastores = Object.entries(dependencies).filter(([, { datastore }]) => datastore);
  if (datastores.length === 0) return;
  createSampledGauge(registry, {
    name: "dependency_up",
    help: "Whether a datastore answers this service (1) or not (0)",
    labelNames: ["dependency"],
    sample: () => Promise.all(datastores.map(([name, dependency]) => sampleOf(name, dependency))),
  });
}
