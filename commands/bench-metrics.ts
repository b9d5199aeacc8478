// Measures what metrics cost a request, beside the same system without them, and what being scraped costs a service.
import autocannon from "autocannon";
import { injectSource } from "../fixtures/faults/inject-source.ts";
import type { StartedStack } from "../fixtures/stack.ts";
import { StackError } from "../fixtures/stack-error.ts";
import { printFigures, printHeading } from "./bench-figures.ts";
import { startBenchStack } from "./bench-stack.ts";

const connections = 20;
const sliceSeconds = 2;
const scrapes = 50;
const scrapeEveryMs = 5000;
const environment = { RATE_LIMIT_MAX: "100000000", LOG_LEVEL: "warn" };

/** Requests are no longer counted or timed; everything else stays. */
const withoutMetrics = {
  file: "services/kit/service-app.ts",
  find: "metrics.middleware, securityHeaders()",
  replace: "securityHeaders()",
};

const asked = "platform-services";
/** Refused before any datastore is asked: the share of metrics in it is the largest that a request can have. */
const route = "/auth/verify";

const urlOf = (stack: StartedStack, service: string, path: string): string => {
  const { host, port } = stack.address(service);
  return `http://${host}:${port}${path}`;
};

/** Processor seconds that a service has used so far, by its own count. */
async function processorSeconds(stack: StartedStack, service: string): Promise<number> {
  const told = await (await fetch(urlOf(stack, service, "/metrics"))).text();
  const [, seconds] = /^process_cpu_seconds_total\S* (\S+)$/m.exec(told) ?? [];
  if (seconds === undefined) throw new StackError(`${service} does not tell process_cpu_seconds_total`);
  return Number(seconds);
}

/** Processor time of one request in microseconds: who asks, and what else the machine does, is not in it. */
async function requestCost(stack: StartedStack): Promise<number> {
  const url = urlOf(stack, asked, route);
  const before = await processorSeconds(stack, asked);
  const { requests, errors } = await autocannon({ url, connections, duration: sliceSeconds });
  if (errors > 0) throw new StackError(`${errors} requests to ${url} got no answer`);
  return (((await processorSeconds(stack, asked)) - before) / requests.total) * 1e6;
}

interface ScrapeCost {
  /** Median of GET /metrics, in milliseconds. */
  readonly waitMs: number;
  readonly processorMs: number;
}

async function scrapeCost(stack: StartedStack, service: string): Promise<ScrapeCost> {
  const before = await processorSeconds(stack, service);
  const took = [];
  for (let scrape = 0; scrape < scrapes; scrape++) {
    const startedAt = performance.now();
    await (await fetch(urlOf(stack, service, "/metrics"))).text();
    took.push(performance.now() - startedAt);
  }
  const processorMs = (((await processorSeconds(stack, service)) - before) / scrapes) * 1000;
  return { waitMs: took.toSorted((a, b) => a - b)[scrapes / 2] ?? Number.NaN, processorMs };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** In turns, so that both meet the same machine. */
export async function benchMetrics(runs: number): Promise<void> {
  using injection = injectSource([withoutMetrics]);
  await using on = await startBenchStack(environment);
  await using off = await startBenchStack(environment, { nodeOptions: injection.nodeOptions });
  const [miss] = [...injection.misses(), ...injection.unloaded().map(({ file }) => `nobody loads ${file}`)];
  if (miss !== undefined) throw new StackError(`metrics could not be switched off: ${miss}`);
  const services = on.topology.services.filter(({ verify }) => verify?.role === "service");
  for (const stack of [on, off]) await requestCost(stack);
  const pairs: { readonly on: number; readonly off: number; readonly scrapes: readonly ScrapeCost[] }[] = [];
  for (let run = 0; run < runs; run++) {
    const pair = { on: await requestCost(on), off: await requestCost(off) };
    const costs = [];
    for (const { name } of services) costs.push(await scrapeCost(on, name));
    pairs.push({ ...pair, scrapes: costs });
  }
  const figures = (title: string, of: (pair: (typeof pairs)[number]) => number, unit: string) =>
    printFigures(title, pairs.map(of), unit);
  printHeading(`Metrics (${route} without a token)`);
  figures("processor time of a request, with metrics", (pair) => pair.on, "µs");
  figures("processor time of a request, without", (pair) => pair.off, "µs");
  figures("ratio, with / without", (pair) => pair.on / pair.off, "");
  const waits = (pair: (typeof pairs)[number]) => Math.max(...pair.scrapes.map(({ waitMs }) => waitMs));
  figures("GET /metrics, the slowest service", waits, "ms");
  const share = (pair: (typeof pairs)[number]) =>
    (sum(pair.scrapes.map(({ processorMs }) => processorMs)) / scrapeEveryMs) * 100;
  figures("all services scraped every 5 s, of a core", share, "%");
}
