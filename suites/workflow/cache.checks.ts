// The checks of what airtable-gateway keeps of Airtable's answers, and of each base's turns.
import type { Declaration } from "../declare-checks.ts";

// They count what reaches an Airtable that everybody shares, or hold it up, so nothing else may run beside them.
const alone = { sections: [4], phase: "disturbing", needs: ["workflow.write"] } as const;

export const cacheChecks = {
  cache: {
    title: "The same read twice asks Airtable once, and what is kept of it expires",
    failureTitle: "The same read twice asks Airtable twice, or what is kept of it never expires",
    description:
      "design.md: schema and records cached in Redis. Airtable takes 5 requests a second; an answer that is kept for ever hides what others write in Airtable itself, and fills Redis.",
    capabilities: ["datastores", "script-airtable"],
    ...alone,
  },
  freshAfterWrite: {
    title: "A read while a write is on its way leaves no stale answer behind",
    failureTitle: "A read while a write is on its way leaves a stale answer behind",
    description:
      "Plan §4. Whoever reads between a write's start and its end gets the old value; kept beyond the write, it shows people their own change undone.",
    capabilities: ["script-airtable"],
    ...alone,
  },
  turns: {
    title: "Requests to a base take turns that all replicas share, and one that waits too long is 503",
    failureTitle: "Requests to a base take no turns that all replicas share",
    description:
      "design.md: 5 requests a second per base, shared by all replicas through Redis. Airtable answers the sixth with 429 and closes the base for 30 s.",
    capabilities: ["datastores", "script-airtable"],
    ...alone,
  },
} as const satisfies Readonly<Record<string, Declaration>>;
