import { once } from "node:events";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { Router } from "express";
import { expect, test } from "vitest";
import { createHttpServer } from "./http-server.ts";
import { securityFields } from "./security-headers.ts";
import { createTestApp } from "./test-app.ts";
import { listen } from "./test-server.ts";

function readAnswer(answer: string) {
  const [head = "", body = ""] = answer.split("\r\n\r\n");
  const [statusLine = "", ...lines] = head.split("\r\n");
  const headers = lines.map((line) => line.split(/: ?(.*)/, 2) as [string, string]);
  return {
    status: Number(statusLine.split(" ")[1]),
    headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
    body: JSON.parse(body) as unknown,
  };
}

/** Sends bytes that no client would and reads until the server hangs up. */
async function exchange(url: string, bytes: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  await once(socket, "connect");
  socket.write(bytes);
  return text(socket);
}

const close = "Connection: close\r\n\r\n";

/** As a client reads them. */
const inLowerCase = Object.fromEntries(
  Object.entries(securityFields).map(([name, value]) => [name.toLowerCase(), value]),
);

test.each([
  { what: "has no Host", bytes: `GET /health HTTP/1.1\r\n${close}`, status: 400 },
  {
    what: "expects what nobody can do",
    bytes: `POST /x HTTP/1.1\r\nHost: kit\r\nExpect: the-impossible\r\n${close}`,
    status: 417,
  },
  { what: "is no HTTP", bytes: "\x01\x02\r\n\r\n", status: 400 },
  {
    what: "has a header without end",
    bytes: `GET / HTTP/1.1\r\nHost: kit\r\nX-A: ${"a".repeat(20_000)}\r\n\r\n`,
    status: 431,
  },
  { what: "wants a tunnel", bytes: "CONNECT evil:443 HTTP/1.1\r\nHost: evil:443\r\n\r\n", status: 405 },
])("When a request $what, then it is $status as a problem with the headers", async ({ bytes, status }) => {
  await using server = await listen(createTestApp());
  const answer = readAnswer(await exchange(server.url, bytes));
  const id = answer.headers["x-request-id"];
  expect(answer).toMatchObject({ status, headers: inLowerCase, body: { status, request_id: id } });
  expect(id).toMatch(/^[\w-]{36}$/);
  expect(answer.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
});

test("When an HTTP/1.0 request has no Host, or one expects 100-continue, then both are answered", async () => {
  await using server = await listen(createTestApp());
  expect(await exchange(server.url, "GET /health HTTP/1.0\r\n\r\n")).toMatch(/^HTTP\/1.1 200 /);
  const expecting = `GET /health HTTP/1.1\r\nHost: kit\r\nExpect: 100-Continue\r\n${close}`;
  expect(await exchange(server.url, expecting)).toMatch(/HTTP\/1.1 200 /);
});

test("When nonsense follows a request whose answer is half out, then nothing is mixed into it", async () => {
  const routes = Router();
  routes.get("/half", (_request, response) => {
    response.writeHead(200, { "content-length": 100 }).write("half");
  });
  await using server = await listen(createTestApp({ routes }));
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
  let answer = "";
  socket.setEncoding("utf8").on("data", (piece: string) => (answer += piece));
  socket.write("GET /half HTTP/1.1\r\nHost: kit\r\n\r\n");
  await expect.poll(() => answer).toMatch(/half$/);
  socket.write("\x01\x02\r\n\r\n");
  await once(socket, "close");
  expect(answer).toMatch(/half$/);
});

test.each(["\x01\x02\r\n\r\n", "CONNECT evil:443 HTTP/1.1\r\nHost: evil:443\r\n\r\n"])(
  "When a caller is refused for %j and never hangs up, then its connection is dropped all the same",
  async (bytes) => {
    const { server } = createHttpServer(createTestApp());
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as AddressInfo;
    const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    socket.write(bytes);
    await once(socket.resume(), "end");
    const connections = promisify(server.getConnections.bind(server));
    await expect.poll(() => connections(), { timeout: 5000 }).toBe(0);
    socket.destroy();
    server.close();
  },
);
