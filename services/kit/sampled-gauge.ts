// A gauge whose value lies elsewhere, such as in Redis: asked for at each scrape, which never waits for it long.
import { setTimeout as delay } from "node:timers/promises";
import { Gauge, type Registry } from "prom-client";
import { shareOngoing } from "./share-ongoing.ts";

export interface Sample {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface SampledGauge {
  readonly name: string;
  readonly help: string;
  readonly labelNames?: readonly string[];
  /** What a rejected one would have told is not known: the metric is then NaN, or has no series. */
  readonly sample: () => Promise<readonly Sample[]>;
}

/** /metrics has to answer while a datastore hangs: it then tells what was seen before. */
const patienceMs = 20;

export function createSampledGauge(registry: Registry, options: SampledGauge): Gauge {
  const { name, help, labelNames = [], sample } = options;
  let samples: readonly Sample[] = [];
  const take = shareOngoing(async () => {
    samples = await sample().catch(() => (labelNames.length === 0 ? [{ value: Number.NaN }] : []));
  });
  return new Gauge({
    name,
    help,
    labelNames,
    registers: [registry],
    async collect() {
      await Promise.race([take(), delay(patienceMs, undefined, { ref: false })]);
      this.reset();
      for (const { labels = {}, value } of samples) this.set({ ...labels }, value);
    },
  });
}
