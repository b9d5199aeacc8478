// The checks of the suite "workflow": what a person does, from registration to an answer out of Airtable.
import { declareChecks } from "../declare-checks.ts";

const throughAirtableGateway = ["workflow.register-login-query", "auth.api-key"] as const;

export const workflow = declareChecks("workflow", {
  registerLoginQuery: {
    title: "Register, log in by `username` and list tables: 201, 200, 200 with at least one table",
    failureTitle: "The plan's flow (register, log in, list tables) breaks at the services' own ports",
    description:
      "Plan §4 and task 1.4, the plan's own test_complete_user_workflow: registration on :7007, login with `username`, `GET :7002/api/airtable/tables` with that token.",
    sections: [4],
    needs: [
      "auth.register",
      "auth.login-username",
      "auth.token-verify",
      "health.endpoint/airtable-gateway",
      "ports.peers/airtable-gateway",
    ],
  },
  gateway: {
    title: "The same flow works through the gateway",
    failureTitle: "The flow works at the services' own ports, but not through the gateway",
    description:
      'Plan §4: "data flows correctly between all services". The gateway is the one entry; a missing route or a path that a peer serves under another prefix breaks it only here.',
    sections: [4],
    needs: ["workflow.register-login-query", "health.endpoint/api-gateway", "ports.peers/api-gateway"],
  },
  records: {
    title: "Records can be paged past 100, filtered and sorted",
    failureTitle: "Records cannot be paged past 100, filtered or sorted",
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
  errors: {
    title:
      "Unknown table 404, bad formula 422, oversized batch 422, malformed JSON 400: problem+json, never 500",
    failureTitle: "A caller's mistake is answered with the wrong status, or without problem+json",
    description:
      "Plan §4, RFC 9457. An upstream's 404 that becomes a 500 with its body lost hides whose mistake it is.",
    sections: [4],
    needs: throughAirtableGateway,
  },
  trace: {
    title: "One request id runs through every hop",
    failureTitle: "A request id is lost between two hops",
    description: "Plan §4. Without one id in every service's log nobody finds where a request broke.",
    sections: [4],
    capabilities: ["logs"],
    needs: ["workflow.gateway"],
  },
  responseTime: {
    title: "At a light load the p95 of every route is under 1 s",
    failureTitle: "At a light load the p95 of a route is 1 s or more",
    description:
      'Plan, quality gate 4: "system responds within acceptable limits (not optimized, but functional)".',
    sections: [4],
    needs: ["workflow.gateway"],
  },
  isolation: {
    title: "One person's chat session and profile are not another's",
    failureTitle: "One person can see another's chat session or profile",
    description: "Plan §4. An id that is guessed or copied must not open somebody else's data.",
    sections: [4],
    needs: ["workflow.chat"],
  },
  mcp: {
    title: "The official MCP client lists the tools and calls one",
    failureTitle: "The official MCP client cannot list the tools or call one",
    description:
      "Plan §2 and §4. A service that sent no credentials to its peer made every tool call a 401 inside an HTTP 200; the official client sees what real clients see.",
    sections: [4, 2],
    needs: ["health.endpoint/mcp-server", "ports.peers/mcp-server", "auth.api-key"],
  },
  chat: {
    title: "A question in plain words ends in an answer that names real data",
    failureTitle: "A question in plain words does not end in an answer that names real data",
    description:
      "Plan §2 and §4. The longest path of the system: chat, MCP tool, Airtable and back; an answer without data is a failure.",
    sections: [4, 2],
    needs: ["health.endpoint/llm-orchestrator", "ports.peers/llm-orchestrator", "workflow.mcp"],
  },
});
