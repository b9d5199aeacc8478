// The checks of the MCP tools one by one: what each reads and writes is what the base has, and failure is told.
import type { Declaration } from "../declare-checks.ts";

export const toolChecks = {
  toolsRead: {
    title: "Each MCP tool that reads answers with what is really in the base",
    failureTitle: "An MCP tool that reads answers with something else than what is in the base",
    description:
      "Plan §4. A tool that answers 200 with an empty list, a count of 0 or the first page again looks as if it worked; here each is asked about records whose answer is known.",
    sections: [4],
    needs: ["workflow.mcp"],
  },
  toolsWrite: {
    title: "Each MCP tool that writes has really written, as airtable-gateway shows",
    failureTitle: "An MCP tool that writes says so, but airtable-gateway shows something else",
    description:
      "Plan §4. What a tool says of its own write proves nothing: each write is looked up at airtable-gateway.",
    sections: [4],
    needs: ["workflow.mcp"],
  },
  toolErrors: {
    title: "A tool that fails is no success: not at mcp-server, not at llm-orchestrator, not in a chat",
    failureTitle: "A tool that fails is answered as a success",
    description:
      "Plan §4, RFC 9457. An error text inside a 200 is taken for data by every program that reads statuses.",
    sections: [4],
    needs: ["workflow.mcp", "workflow.chat"],
  },
} as const satisfies Readonly<Record<string, Declaration>>;
