// The checks of Airtable's data: reading, writing and refusing, each base by itself.
import type { Declaration } from "../declare-checks.ts";

const throughAirtableGateway = ["workflow.register-login-query", "auth.api-key"] as const;

export const dataChecks = {
  records: {
    title: "Records can be paged past 100, filtered, sorted and seen by a view",
    failureTitle: "Records cannot be paged past 100, filtered, sorted or seen by a view",
    description:
      "Plan §4. Airtable gives at most 100 records a page: a client that never sees an offset believes that the table ends there.",
    sections: [4],
    needs: throughAirtableGateway,
  },
  write: {
    title: "Records can be created, read, updated and deleted, and a read after a write is never stale",
    failureTitle: "A record cannot be written, or a read after a write is stale",
    description: "Plan §4. A cache that a write does not invalidate shows people their own change undone.",
    sections: [4],
    needs: throughAirtableGateway,
  },
  batches: {
    title: "Ten records are created, updated and deleted at once; upsert and typecast do what they say",
    failureTitle: "A write of several records at once leaves some out, or does not upsert or typecast",
    description:
      "Plan §4. A batch that is half done looks like one that is done to whoever trusts its status; what is read back afterwards tells.",
    sections: [4],
    needs: ["workflow.write"],
  },
  tableIds: {
    title: "What is written to a table by its id is there when it is read by its name, and the other way",
    failureTitle: "A read by a table's name is stale after a write by its id, or the other way",
    description:
      "Plan §4. Airtable takes either for the same table; a cache that holds them for two tables shows people their own change undone.",
    sections: [4],
    needs: ["workflow.write"],
  },
  errors: {
    title:
      "Unknown table 404, bad formula 422, oversized batch 422, malformed JSON 400: problem+json, never 500",
    failureTitle: "A caller's mistake is answered with the wrong status, or without problem+json",
    description:
      "Plan §4, RFC 9457. An upstream's 404 that becomes a 500 with its body lost hides whose mistake it is.",
    sections: [4],
    needs: throughAirtableGateway,
  },
  bases: {
    title: "Each base is answered with its own tables and records, and written to by itself",
    failureTitle: "One base is answered with another's tables or records, or written to for another",
    description:
      "Plan §4. Whoever asks about one base and gets another's data cannot see that it is wrong; a cache that is not keyed by the base does that.",
    sections: [4],
    needs: throughAirtableGateway,
  },
} as const satisfies Readonly<Record<string, Declaration>>;
