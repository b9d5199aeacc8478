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

const maxLines = 200;
/** A line is read a moment after it was written. */
const lateMs = 250;

/**
 * Checks run side by side, so the time alone would show what others did: a line with a request id belongs to the
 * check that saw this id in an answer. Lines without one (starts, crashes, datastores) are told by the time, of the
 * services that the check asked.
 */
export function logsDuring(record: CriterionRecord, parts: readonly PartRecord[]): readonly LogExcerpt[] {
  const { started_at: from, duration_ms, service, evidence } = record;
  if (from === undefined || duration_ms === null) return [];
  const until = from + duration_ms + lateMs;
  const ids = new Set(evidence.flatMap(({ detail }) => requestIdOf(detail) ?? []));
  const asked = new Set([service, ...evidence.map((item) => item.service)]);
  return parts.flatMap((part) => {
    const lines = part.log.filter((line) => {
      const at = Date.parse(line.slice(0, line.indexOf(" ")));
      if (!(at >= from && at <= until)) return false;
      const id = /"request_id":"(?<id>[^"]+)"/.exec(line)?.groups?.["id"];
      return id === undefined ? asked.has(part.service) : ids.has(id);
    });
    const left = Math.max(0, lines.length - maxLines);
    return lines.length === 0 ? [] : [{ service: part.service, lines: lines.slice(left), left }];
  });
}

function requestIdOf(detail: unknown): string | undefined {
  const headers = readExchange(detail)?.response?.headers ?? {};
  return headers["x-request-id"];
}
