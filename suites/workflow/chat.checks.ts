// The checks of tools and chat: MCP, search, answers in plain words, and whose they are.
import type { Declaration } from "../declare-checks.ts";

export const chatChecks = {
  mcp: {
    title: "The official MCP client lists the tools and calls one",
    failureTitle: "The official MCP client cannot list the tools or call one",
    description:
      "Plan §2 and §4. A service that sent no credentials to its peer made every tool call a 401 inside an HTTP 200; the official client sees what real clients see.",
    sections: [4, 2],
    needs: ["health.endpoint/mcp-server", "ports.peers/mcp-server", "auth.api-key"],
  },
  search: {
    title: "Search text is taken literally, whatever characters it has",
    failureTitle: "Search text is not taken literally",
    description:
      "Plan §4, ASVS 5.0 1.2.4 (no injection). Text that ends a quote in a formula asks Airtable another question than the person did.",
    sections: [4],
    needs: ["workflow.mcp"],
  },
  chat: {
    title: "A question in plain words ends in an answer that names real data",
    failureTitle: "A question in plain words does not end in an answer that names real data",
    description:
      "Plan §2 and §4. The longest path of the system: chat, MCP tool, Airtable and back; an answer without data is a failure.",
    sections: [4, 2],
    needs: [
      "workflow.gateway",
      "health.endpoint/llm-orchestrator",
      "ports.peers/llm-orchestrator",
      "workflow.mcp",
    ],
  },
  isolation: {
    title: "One person's chat session and profile are not another's",
    failureTitle: "One person can see another's chat session or profile",
    description: "Plan §4. An id that is guessed or copied must not open somebody else's data.",
    sections: [4],
    needs: ["workflow.chat"],
  },
  chatSession: {
    title: "A chat session keeps what was asked and answered, in order, until its owner deletes it",
    failureTitle: "A chat session loses what was asked and answered, or outlives its owner's delete",
    description:
      "Plan §4. A conversation that is forgotten answers the next question out of nothing; one that a person has deleted must be gone.",
    sections: [4],
    needs: ["workflow.chat"],
  },
  chatExpiry: {
    title: "What Redis keeps of a chat session expires",
    failureTitle: "What Redis keeps of a chat session never expires",
    description:
      "Plan §4, OWASP ASVS 5.0 14.2.7 (data is kept no longer than it is needed). Conversations without an end fill the memory that sessions and limits live in.",
    sections: [4],
    capabilities: ["datastores"],
    needs: ["workflow.chat"],
  },
  chatBase: {
    title: "A chat about a base is answered from that base, also when the session goes on",
    failureTitle: "A chat about a base is answered from another",
    description:
      "Plan §4. Whoever asks about one base and is told of another's tables cannot see that the answer is wrong.",
    sections: [4],
    needs: ["workflow.chat"],
  },
} as const satisfies Readonly<Record<string, Declaration>>;
