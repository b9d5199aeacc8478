// What the services logged during one check: its own requests, and what belongs to no request at all.
import type { CriterionRecord } from "./result-types.ts";
import { readExchange } from "./exchange.ts";
import type { PartRecord } from "./write-parts.ts";

export interface LogExcerpt {
  readonly service: string;
  readonly lines: readonly string[];
  /** Lines before these that were left out. */
  readonly left: number;
}

/** The log of one part, with what each line is asked for read once. */
export interface TimedLog {
  readonly service: string;
  readonly lines: readonly {
    readonly text: string;
    /** Milliseconds since the epoch. */
    readonly at: number;
    readonly requestId: string | undefined;
  }[];
}

export function readLogs(parts: readonly PartRecord[]): readonly TimedLog[] {
  return parts.map(({ service, log }) => ({
    service,
    lines: log.map((text) => ({
      text,
      at: Date.parse(text.slice(0, text.indexOf(" "))),
      requestId: /"request_id":"(?<id>[^"]+)"/.exec(text)?.groups?.["id"],
    })),
  }));
}

const maxLines = 200;
/** A line is read a moment after it was written. */
const lateMs = 250;

/**
 * Checks run side by side, so the time alone would show what others did: a line with a request id belongs to the
 * check that saw this id in an answer. Lines without one (starts, crashes, datastores) are told by the time, of the
 * services that the check asked.
 */
export function logsDuring(record: CriterionRecord, logs: readonly TimedLog[]): readonly LogExcerpt[] {
  const { started_at: from, duration_ms, service, evidence } = record;
  if (from === undefined || duration_ms === null) return [];
  const until = from + duration_ms + lateMs;
  const ids = new Set(evidence.flatMap(({ detail }) => requestIdOf(detail) ?? []));
  const asked = new Set([service, ...evidence.map((item) => item.service)]);
  return logs.flatMap((log) => {
    const lines = log.lines
      .filter(({ at, requestId }) => {
        if (!(at >= from && at <= until)) return false;
        return requestId === undefined ? asked.has(log.service) : ids.has(requestId);
      })
      .map(({ text }) => text);
    const left = Math.max(0, lines.length - maxLines);
    return lines.length === 0 ? [] : [{ service: log.service, lines: lines.slice(left), left }];
  });
}

function requestIdOf(detail: unknown): string | undefined {
  const headers = readExchange(detail)?.response?.headers ?? {};
  return headers["x-request-id"];
}
