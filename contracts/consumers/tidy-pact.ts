// Makes a pact the same text whoever writes it: in one order, and without the versions of the tools.

interface Message {
  headers?: Record<string, unknown>;
}

interface Draft {
  interactions: { description: string; request: Message; response: Message }[];
  metadata: Record<string, unknown>;
}

/** The tool writes header fields in any order. */
function inOrder({ headers, ...message }: Message): Message {
  if (!headers) return message;
  const names = Object.keys(headers).toSorted();
  return { ...message, headers: Object.fromEntries(names.map((name) => [name, headers[name]])) };
}

export function tidyPact(text: string): string {
  const draft = JSON.parse(text) as Draft;
  const interactions = draft.interactions
    .toSorted((left, right) => (left.description < right.description ? -1 : 1))
    .map((each) => ({
      ...each,
      request: inOrder(each.request),
      response: inOrder(each.response),
    }));
  const metadata = { pactSpecification: draft.metadata["pactSpecification"] };
  return `${JSON.stringify({ ...draft, interactions, metadata }, undefined, 2)}\n`;
}
