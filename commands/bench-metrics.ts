// Measures what metrics cost a request, beside the same system without them, and what being scraped costs a service.
import autocannon from "autocannon";
import { injectSource } from "../fixtures/faults/inject-source.ts";
import type { StartedStack } from "../fixtures/stack.ts";
import { StackError } from "../fixtures/stack-error.ts";
import { printFigures, printHeading } from "./bench-figures.ts";
import { startBenchStack } from "./bench-stack.ts";

const connections = 20;
const sliceSeconds = 3;
const scrapes = 50;
const scrapeEveryMs = 5000;
const environment = { RATE_LIMIT_MAX: "100000000", LOG_LEVEL: "warn" };

/** Requests are no longer counted or timed; everything else stays. */
const withoutMetrics = {
  file: "services/kit/service-app.ts",
  find: "metrics.middleware, securityHeaders()",
  replace: "securityHeaders()",
};

/** Refused before any datastore is asked: the share of metrics in it is the largest that a request can have. */
const route = "/auth/verify";

const urlOf = (stack: StartedStack, service: string, path: string): string => {
  const { host, port } = stack.address(service);
  return `http://${host}:${port}${path}`;
};

async function rateOf(stack: StartedStack): Promise<number> {
  const url = urlOf(stack, "platform-services", route);
  const { requests, errors } = await autocannon({ url, connections, duration: sliceSeconds });
  if (errors > 0) throw new StackError(`${errors} requests to ${url} got no answer`);
  return requests.average;
}

/** Milliseconds of one GET /metrics, the slowest service's median. */
async function scrapeMs(stack: StartedStack): Promise<number> {
  const services = stack.topology.services.filter(({ verify }) => verify?.role === "service");
  const medians = [];
  for (const { name } of services) {
    const took = [];
    for (let scrape = 0; scrape < scrapes; scrape++) {
      const startedAt = performance.now();
      await (await fetch(urlOf(stack, name, "/metrics"))).text();
      took.push(performance.now() - startedAt);
    }
    medians.push(took.toSorted((a, b) => a - b)[scrapes / 2] ?? Number.NaN);
  }
  return Math.max(...medians);
}

/** In turns, so that both meet the same machine. */
export async function benchMetrics(runs: number): Promise<void> {
  using injection = injectSource([withoutMetrics]);
  await using on = await startBenchStack(environment);
  await using off = await startBenchStack(environment, { nodeOptions: injection.nodeOptions });
  const [miss] = [...injection.misses(), ...injection.unloaded().map(({ file }) => `nobody loads ${file}`)];
  if (miss !== undefined) throw new StackError(`metrics could not be switched off: ${miss}`);
  await rateOf(on);
  await rateOf(off);
  const pairs: { readonly on: number; readonly off: number; readonly scrape: number }[] = [];
  for (let run = 0; run < runs; run++)
    pairs.push({ on: await rateOf(on), off: await rateOf(off), scrape: await scrapeMs(on) });
  const figures = (title: string, of: (pair: (typeof pairs)[number]) => number, unit: string) =>
    printFigures(title, pairs.map(of), unit);
  printHeading(`Metrics (${route} without a token)`);
  figures("requests a second, with metrics", ({ on: rate }) => rate, "/s");
  figures("requests a second, without", ({ off: rate }) => rate, "/s");
  figures("ratio of times, with / without", (pair) => pair.off / pair.on, "");
  figures("GET /metrics, the slowest service", ({ scrape }) => scrape, "ms");
  figures("being scraped every 5 s, of a core at most", ({ scrape }) => (scrape / scrapeEveryMs) * 100, "%");
}
