// Holds the dashboard's panels of the verifier's own results to a real Prometheus that scraped what a run had written.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { holdFreePort, release } from "../fixtures/free-port.ts";
import { findPrometheus } from "../fixtures/runtimes/embedded/prometheus-binary.ts";
import { until } from "../fixtures/until.ts";
import { shown } from "../monitoring/dashboard-panels.ts";
import { sampleFile } from "../reports/render/sample-file.ts";
import { writeMetrics } from "../reports/write-metrics.ts";

const program = findPrometheus();
const configuration = path.resolve(import.meta.dirname, "../monitoring/prometheus.yml");

let folder: string;
let collector: Server | undefined;
let prometheus: ChildProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "verifier-panels-"));
});
afterEach(async () => {
  if (prometheus?.kill() === true) await once(prometheus, "exit");
  collector?.close();
  rmSync(folder, { recursive: true });
});

/** As a textfile collector shows a file: with nothing of its own in it. */
async function collect(file: string): Promise<string> {
  const server = createServer((_, response) => {
    response.setHeader("content-type", "text/plain; version=0.0.4");
    response.end(readFileSync(file));
  }).listen(0, "127.0.0.1");
  collector = server;
  await once(server, "listening");
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The tree's own job, at another address and without its half a minute. */
function configure(target: string): string {
  const { scrape_configs: jobs } = parse(readFileSync(configuration, "utf8")) as {
    scrape_configs: readonly { readonly job_name: string }[];
  };
  const job = jobs.find(({ job_name: name }) => name === "verifier");
  const own = { ...job, scrape_interval: "200ms", static_configs: [{ targets: [target] }] };
  const file = path.join(folder, "prometheus.yml");
  writeFileSync(file, stringify({ scrape_configs: [own] }));
  return file;
}

type Series = readonly {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: [number, string];
}[];

async function query(url: string, expression: string): Promise<Series> {
  const asked = new URLSearchParams({ query: expression }).toString();
  const reply = await fetch(`${url}/api/v1/query?${asked}`);
  const { data } = (await reply.json()) as { data: { result: Series } };
  return data.result;
}

test.skipIf(program === undefined)(
  "When a run has written its metrics, then each panel of the verifier shows them",
  async () => {
    const results = sampleFile({ "ports.mapping/airtable-gateway": "it is not" });
    const config = configure(await collect(writeMetrics(path.join(folder, "verifier.prom"), results)));
    const held = await holdFreePort("127.0.0.1");
    const address = `127.0.0.1:${(held.address() as AddressInfo).port}`;
    await release(held);
    prometheus = spawn(
      program ?? "prometheus",
      [
        `--config.file=${config}`,
        `--storage.tsdb.path=${path.join(folder, "data")}`,
        `--web.listen-address=${address}`,
      ],
      { stdio: "ignore" },
    );
    const panels = shown.filter(({ title }) => title.startsWith("Verifier"));
    const told = new Map<string, Series>();
    const allShown = async () => {
      for (const { title, queries } of panels)
        for (const [legend, expression] of Object.entries(queries))
          told.set(`${title} by ${legend}`, await query(`http://${address}`, expression));
      return [...told.values()].every((series) => series.length > 0);
    };
    await until(allShown, { what: "every panel of the verifier to show data", budgetMs: 25_000 });
    const { passed, of } = results.pass_rate.strict ?? { passed: Number.NaN, of: 1 };
    const [rate] = told.get("Verifier: pass rate by {{runtime}}") ?? [];
    expect(rate?.metric["runtime"]).toBe("embedded");
    expect(Number(rate?.value[1])).toBeCloseTo(passed / of);
    const outcomes = told.get("Verifier: criteria by outcome by {{outcome}}") ?? [];
    const counted = Object.fromEntries(
      outcomes.map(({ metric, value }) => [metric["outcome"], Number(value[1])]),
    );
    const { criteria: _, ...totals } = results.totals;
    expect(counted).toEqual(totals);
  },
  40_000,
);
