// A gauge whose value lies elsewhere, such as in Redis: asked for at each scrape, which does not wait for it.
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
  /** It has to end by itself. What a rejected one would have told is not known: then it is NaN, or has no series. */
  readonly sample: () => Promise<readonly Sample[]>;
}

/** Three scrapes: whoever looks less often than that is not told what was long ago. */
const freshMs = 15_000;

/** A scrape tells what the one before has asked for; only where that is not fresh, it waits. */
export function createSampledGauge(registry: Registry, options: SampledGauge): Gauge {
  const { name, help, labelNames = [], sample } = options;
  let samples: readonly Sample[] = [];
  let takenAt = -Infinity;
  const take = shareOngoing(async () => {
    samples = await sample().catch(() => (labelNames.length === 0 ? [{ value: Number.NaN }] : []));
    takenAt = performance.now();
  });
  return new Gauge({
    name,
    help,
    labelNames,
    registers: [registry],
    async collect() {
      const taken = take();
      if (performance.now() - takenAt > freshMs) await taken;
      this.reset();
      for (const { labels = {}, value } of samples) this.set({ ...labels }, value);
    },
  });
}
