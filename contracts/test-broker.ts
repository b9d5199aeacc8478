// For tests: a small Pact Broker over real HTTP, which keeps what it is told and answers by its matrix.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

interface Result {
  readonly success: boolean;
  readonly providerApplicationVersion: string;
}

interface Publication {
  readonly pacticipantName: string;
  readonly pacticipantVersionNumber: string;
  readonly contracts: readonly { readonly providerName: string; readonly content: string }[];
}

export interface TestBroker extends AsyncDisposable {
  readonly url: string;
  readonly published: readonly Publication[];
  readonly results: ReadonlyMap<string, Result>;
  /** Authorization fields, in the order of the requests. */
  readonly authorizations: readonly (string | undefined)[];
}

interface Kept {
  readonly published: Publication[];
  readonly results: Map<string, Result>;
}

/** Deployable when every published pact of the version has a good result. */
function verdictOf({ published, results }: Kept, version: string): unknown {
  const pacts = published.filter((each) => each.pacticipantVersionNumber === version);
  const own = pacts.flatMap(({ contracts }) =>
    contracts.map(({ providerName }) => results.get(providerName)),
  );
  const deployable = own.length > 0 && own.every((result) => result?.success === true);
  const reason = deployable ? "All required verification results are there" : "A result failed or is missing";
  return { summary: { deployable: own.includes(undefined) ? null : deployable, reason }, matrix: [] };
}

/** Anything but the known routes is undefined. */
function answer(kept: Kept, { origin, pathname, searchParams }: URL, body: unknown): unknown {
  if (pathname === "/contracts/publish") return { published: kept.published.push(body as Publication) };
  const provider = /^\/pacts\/provider\/([^/]+)\/consumer\/[^/]+\/version\/[^/]+$/.exec(pathname)?.[1];
  const href = `${origin}/results/${provider}`;
  if (provider) return { _links: { "pb:publish-verification-results": { href } } };
  const judged = /^\/results\/([^/]+)$/.exec(pathname)?.[1];
  if (judged) return { results: kept.results.set(judged, body as Result).size };
  const isQuestion = pathname === "/can-i-deploy" && searchParams.has("environment");
  return isQuestion ? verdictOf(kept, searchParams.get("version") ?? "") : undefined;
}

/** What it does not know is 404. */
export async function startTestBroker(): Promise<TestBroker> {
  const kept: Kept = { published: [], results: new Map() };
  const authorizations: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    authorizations.push(request.headers.authorization);
    void (request.method === "POST" ? json(request) : Promise.resolve(undefined)).then((body) => {
      const told = answer(kept, new URL(request.url ?? "/", url), body);
      response.writeHead(told === undefined ? 404 : 200, { "content-type": "application/hal+json" });
      return response.end(JSON.stringify(told ?? { error: "not found" }));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...kept,
    url,
    authorizations,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
