// A GitHub for tests: pull requests and their comments behind the real REST paths, on a port of its own.
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

export interface FakeComment {
  readonly id: number;
  body: string;
  readonly user: { readonly type: "Bot" | "User" };
}

export interface FakeGithub extends AsyncDisposable {
  readonly url: string;
  readonly comments: FakeComment[];
  /** What was asked: `PATCH /repos/o/r/issues/comments/7`. */
  readonly asked: string[];
  /** Answers everything with this from now on. */
  refuse: number | undefined;
}

/** Holds one open pull request, number 12, from `ada:feature` at `sha`. */
export async function startFakeGithub(sha: string): Promise<FakeGithub> {
  const comments: FakeComment[] = [];
  const asked: string[] = [];
  const fake = { comments, asked, refuse: undefined as number | undefined };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://fake");
    asked.push(`${request.method ?? ""} ${url.pathname}${url.search}`);
    const send = (status: number, body: object) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    };
    if (fake.refuse !== undefined) return send(fake.refuse, { message: "Resource not accessible" });
    if (request.headers.authorization !== "Bearer test-only-token")
      return send(401, { message: "Bad credentials" });
    return void answer({ request, url, comments, sha }).then((body) =>
      body ? send(200, body) : send(404, {}),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return Object.assign(fake, {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () => stop(server),
  });
}

const shown = (comment: FakeComment) => ({
  ...comment,
  html_url: `https://github.test/comment-${comment.id}`,
});

interface Asking {
  readonly request: IncomingMessage;
  readonly url: URL;
  readonly comments: FakeComment[];
  readonly sha: string;
}

/** Undefined for what is not there. */
async function answer({ request, url, comments, sha }: Asking): Promise<object | undefined> {
  const path = url.pathname.replace("/repos/o/r", "");
  const query = (name: string) => url.searchParams.get(name);
  if (request.method === "GET" && path === "/pulls")
    return query("state") === "open" && query("head") === "ada:feature"
      ? [{ number: 12, head: { sha } }]
      : [];
  if (request.method === "GET" && path === "/issues/12/comments") {
    const size = Number(query("per_page"));
    const from = (Number(query("page")) - 1) * size;
    return comments.slice(from, from + size).map(shown);
  }
  const { body = "" } = (await json(request)) as { body?: string };
  if (request.method === "POST" && path === "/issues/12/comments") {
    const made: FakeComment = { id: comments.length + 1, body, user: { type: "Bot" } };
    comments.push(made);
    return shown(made);
  }
  const known = comments.find(({ id }) => path === `/issues/comments/${id}`);
  if (request.method !== "PATCH" || !known) return undefined;
  known.body = body;
  return shown(known);
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, "close");
}
