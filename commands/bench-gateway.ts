// Measures what the gateway costs: requests a second and p99 through it over those of the service itself, in turn.
import autocannon from "autocannon";
import type { StartedStack } from "../fixtures/stack.ts";
import { printFigures, printHeading } from "./bench-figures.ts";
import { startBenchStack } from "./bench-stack.ts";

const connections = 50;
const sliceSeconds = 3;

interface Row {
  readonly title: string;
  readonly service: string;
  readonly path: string;
  readonly gatewayPath: string;
}

const rows: readonly Row[] = [
  {
    title: "forwarded as it is (/api/auth/verify)",
    service: "platform-services",
    path: "/auth/verify",
    gatewayPath: "/api/auth/verify",
  },
  {
    title: "authenticated at the edge (/api/airtable/tables)",
    service: "airtable-gateway",
    path: "/api/airtable/tables",
    gatewayPath: "/api/airtable/tables",
  },
];

const urlOf = (stack: StartedStack, service: string, path: string) => {
  const { host, port } = stack.address(service);
  return `http://${host}:${port}${path}`;
};

async function tokenFrom(stack: StartedStack): Promise<string> {
  const reply = await fetch(urlOf(stack, "platform-services", "/auth/register"), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: "bench@example.com", password: "Correct-horse-bench" }),
  });
  return ((await reply.json()) as { access_token: string }).access_token;
}

async function slice(url: string, token: string): Promise<{ rate: number; p99: number }> {
  const result = await autocannon({
    url,
    connections,
    duration: sliceSeconds,
    headers: { authorization: `Bearer ${token}` },
  });
  const bad = result.non2xx + result.errors;
  if (bad > 0)
    throw new Error(
      `${bad} of ${result.requests.total} requests to ${url} failed: the measure would be of failures`,
    );
  return { rate: result.requests.average, p99: result.latency.p99 };
}

async function benchRow(
  stack: StartedStack,
  row: Row,
  { runs, token }: { runs: number; token: string },
): Promise<void> {
  const direct = urlOf(stack, row.service, row.path);
  const gateway = urlOf(stack, "api-gateway", row.gatewayPath);
  // One slice of each that does not count: compilers and pools warm up.
  await slice(direct, token);
  await slice(gateway, token);
  const pairs = [];
  for (let run = 0; run < runs; run++)
    pairs.push({ direct: await slice(direct, token), gateway: await slice(gateway, token) });
  printHeading(row.title);
  printFigures(
    "requests a second, direct",
    pairs.map((pair) => pair.direct.rate),
    "/s",
  );
  printFigures(
    "requests a second, through the gateway",
    pairs.map((pair) => pair.gateway.rate),
    "/s",
  );
  printFigures(
    "ratio of rates, gateway / direct",
    pairs.map((pair) => pair.gateway.rate / pair.direct.rate),
    "",
  );
  printFigures(
    "ratio of p99, gateway / direct",
    pairs.map((pair) => pair.gateway.p99 / pair.direct.p99),
    "",
  );
}

export async function benchGateway(runs: number): Promise<void> {
  await using stack = await startBenchStack({ RATE_LIMIT_MAX: "100000000", LOG_LEVEL: "info" });
  const token = await tokenFrom(stack);
  for (const row of rows) await benchRow(stack, row, { runs, token });
}
