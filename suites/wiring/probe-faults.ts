// Compose health checks that cannot work, or that could never say no.
import { imagePrograms, programsOfTest } from "../../fixtures/image-programs.ts";
import type { HealthCheck, Service } from "../../fixtures/topology.ts";
import type { Diagnosis } from "../outcome.ts";
import { listeningPort } from "./listening-port.ts";

/** The health check's command line, without CMD or CMD-SHELL. */
export const probeLine = (check: HealthCheck): string => check.test.slice(1).join(" ");

/** The URL that the health check asks, where it asks one. */
function probeUrl(check: HealthCheck): URL | undefined {
  const [text] = /https?:\/\/[^\s'"|)]+/.exec(probeLine(check)) ?? [];
  return text && URL.canParse(text) ? new URL(text) : undefined;
}

const limits = {
  intervalMs: [1000, 60_000],
  timeoutMs: [500, 30_000],
  retries: [1, 10],
  startPeriodMs: [1000, 300_000],
} as const;
const composeNames = {
  intervalMs: "interval",
  timeoutMs: "timeout",
  retries: "retries",
  startPeriodMs: "start_period",
} as const;

function timingFaults(service: Service, check: HealthCheck): Diagnosis[] {
  const { file, line } = check.at;
  const faults = Object.entries(limits).flatMap(([key, [least, most]]) => {
    const value = check[key as keyof typeof limits];
    const name = composeNames[key as keyof typeof limits];
    if (value !== undefined && value >= least && value <= most) return [];
    return [`${name} ${value === undefined ? "is not set" : `is ${value}, outside ${least} to ${most}`}`];
  });
  if (faults.length === 0) return [];
  return [
    {
      summary: `the health check of ${service.name} (${file}:${line}): ${faults.join("; ")}`,
      file,
      line,
      cure: "set interval, timeout, retries and start_period",
    },
  ];
}

/** An ending that turns every failure of a shell's command into a success. */
const alwaysWell = /(?:\|\||;)\s*(?:true|:|exit\s+0)\s*;?\s*$/;
/** curl exits 0 for a 500 unless it is told otherwise. */
const curlIgnoresStatus = (line: string): boolean =>
  /\bcurl\b/.test(line) && !/\s(?:--fail(?:-with-body)?|-[A-Za-z]*f[A-Za-z]*)(?=\s|$)/.test(line);

function blindness(line: string): string | undefined {
  if (alwaysWell.test(line)) return "always succeeds";
  return curlIgnoresStatus(line) ? "succeeds whatever status is answered" : undefined;
}

function targetFaults(service: Service, check: HealthCheck): Diagnosis[] {
  const { file, line } = check.testAt;
  const where = `the health check of ${service.name} (${file}:${line})`;
  const url = probeUrl(check);
  const fault = (summary: string, cure: string): Diagnosis[] => [
    { summary: `${where} ${summary}`, file, line, cure },
  ];
  const blind = blindness(probeLine(check));
  if (blind) return fault(blind, "let it exit 1 for anything but a 2xx answer");
  if (service.verify?.role !== "service") return [];
  if (!url)
    return fault(
      "asks no URL, so it cannot tell a dead service from a live one",
      `ask http://127.0.0.1:${listeningPort(service)}${service.verify.health ?? "/health"}`,
    );
  const port = Number(url.port || 80);
  const own = ["127.0.0.1", "localhost", "[::1]", service.name].includes(url.hostname);
  if (!own) return fault(`asks ${url.hostname} instead of the service itself`, "ask 127.0.0.1");
  if (port !== listeningPort(service))
    return fault(
      `asks port ${port}, but the process listens on ${listeningPort(service)} inside the container`,
      `ask port ${listeningPort(service)}`,
    );
  const health = service.verify.health ?? "/health";
  return url.pathname === health
    ? []
    : fault(`asks ${url.pathname}, but the service's liveness is ${health}`, `ask ${health}`);
}

function programFaults(service: Service, check: HealthCheck, root: string): Diagnosis[] {
  const image = imagePrograms(service, root);
  const { file, line } = check.testAt;
  const missing = programsOfTest(check.test).filter((program) => image.has(program) === false);
  return missing.map((program) => ({
    summary: `the health check of ${service.name} runs ${program} (${file}:${line}), which its image (${image.base}) does not have`,
    file,
    line,
    cure: "use a program that the image has, such as node",
  }));
}

/** One diagnosis for each thing that is wrong with the health check of `service`; `root` holds its Dockerfile. */
export function probeFaults(service: Service, root: string): readonly Diagnosis[] {
  const check = service.healthCheck;
  const { file, line } = service.at;
  if (!check || check.test[0] === "NONE") {
    return [
      {
        summary: `${service.name} has no health check (${file}:${line})`,
        file,
        line,
        cure: "give it a healthcheck",
      },
    ];
  }
  return [
    ...programFaults(service, check, root),
    ...targetFaults(service, check),
    ...timingFaults(service, check),
  ];
}
