// A stand-in for airtable-gateway in tests: a small base, real HTTP, and a record of what it was asked.
import { createServer, type IncomingHttpHeaders } from "node:http";
import { text } from "node:stream/consumers";
import type { AddressInfo } from "node:net";

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

export interface GatewayReply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestGateway extends AsyncDisposable {
  readonly url: string;
  readonly asked: readonly Asked[];
}

/** Listens on a free port; `answer` says what each request gets. */
export async function startTestGateway(answer: (asked: Asked) => GatewayReply): Promise<TestGateway> {
  const all: Asked[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { pathname, searchParams } = new URL(request.url ?? "/", "http://gateway");
      const asked = {
        method: request.method ?? "",
        path: pathname,
        query: searchParams,
        headers: request.headers,
        body: body === "" ? undefined : JSON.parse(body),
      };
      all.push(asked);
      const reply = answer(asked);
      response.writeHead(reply.status, { "content-type": "application/json", ...reply.headers });
      return response.end(JSON.stringify(reply.body));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: all,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

const fields = [
  { id: "fldName0000000001", name: "Title", type: "singleLineText" },
  { id: "fldName0000000002", name: "Pages", type: "number" },
  { id: "fldName0000000003", name: "Read", type: "checkbox" },
  { id: "fldName0000000004", name: "Tags", type: "multipleSelects" },
  { id: "fldName0000000005", name: "Odd} name", type: "singleLineText" },
];

export const booksTable = {
  id: "tblBooks000000001",
  name: "Books",
  primaryFieldId: "fldName0000000001",
  fields,
  views: [{ id: "viwBooks000000001", name: "All books", type: "grid" }],
};

export const books = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: `recBook${String(index).padStart(10, "0")}`,
    createdTime: "2025-01-01T00:00:00.000Z",
    fields: { Title: `Book ${index}`, Pages: index + 0.1 },
  }));

/** Lists the table and pages through `records`; other requests get `otherwise`. */
export const library =
  (
    records: readonly { id: string; fields: Record<string, unknown> }[],
    otherwise: GatewayReply = { status: 404, body: { title: "Not Found", status: 404, detail: "not here" } },
  ) =>
  ({ method, path, query }: Asked): GatewayReply => {
    if (path === "/health") return { status: 200, body: { status: "healthy" } };
    if (path === "/api/airtable/tables") {
      return { status: 200, body: { base_id: query.get("base_id") ?? "appDefault", tables: [booksTable] } };
    }
    if (method !== "GET" || !/^\/api\/airtable\/tables\/(Books|tblBooks000000001)\/records$/.test(path)) {
      return otherwise;
    }
    const from = Number(query.get("offset") ?? 0);
    const to = from + Number(query.get("page_size") ?? 100);
    const offset = to < records.length ? { offset: String(to) } : {};
    return { status: 200, body: { records: records.slice(from, to), ...offset } };
  };
