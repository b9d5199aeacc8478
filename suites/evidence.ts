// Collects what one check saw: bounded, redacted, each item with the service it came from.
import type { Evidence } from "./outcome.ts";
import type { Redact } from "./redact.ts";

const maxItems = 60;

export interface EvidenceLog {
  /** What was seen so far: the first half and the latest half of `maxItems`. */
  readonly items: readonly Evidence[];
  readonly record: (item: Omit<Evidence, "at">) => void;
}

function redactDetail(detail: unknown, redact: Redact): unknown {
  return detail === undefined ? undefined : (JSON.parse(redact(JSON.stringify(detail))) as unknown);
}

/** An empty log; a flood of requests keeps its beginning and its end. */
export function createEvidenceLog(redact: Redact): EvidenceLog {
  const items: Evidence[] = [];
  return {
    items,
    record: ({ kind, service, summary, detail }) => {
      if (items.length >= maxItems) items.splice(maxItems / 2, 1);
      items.push({
        kind,
        service,
        summary: redact(summary),
        detail: redactDetail(detail, redact),
        at: Date.now(),
      });
    },
  };
}
