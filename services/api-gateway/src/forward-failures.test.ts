// What the caller sees when something fails on the way, on either side.
import type { ClientRequest } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { bodyLimitBytes } from "#kit/json-body.ts";
import { apiKey, startFakeSystem } from "./fake-system.ts";
import { answerOf, openRequest } from "./raw-request.ts";

async function problemOf(request: ClientRequest) {
  const response = await answerOf(request);
  const body = JSON.parse(await text(response)) as Record<string, unknown>;
  expect(response.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
  expect(response.headers["x-content-type-options"]).toBe("nosniff");
  return { status: response.statusCode, headers: response.headers, body };
}

test.for([
  ["names its length", { "content-length": bodyLimitBytes + 1 }],
  ["does not name its length", { "transfer-encoding": "chunked" }],
] as const)(
  "When a body that is too large %s, then it is 413, and no service takes it",
  async ([, headers]) => {
    await using system = await startFakeSystem();
    let whole = false;
    system.answers["llm-orchestrator"] = (incoming, response) => {
      incoming.resume().on("end", () => {
        whole = true;
        response.end();
      });
    };
    const request = openRequest(system, "POST", headers).end(Buffer.alloc(bodyLimitBytes + 1));
    expect(await problemOf(request)).toMatchObject({ status: 413, body: { status: 413 } });
    expect(whole).toBe(false);
  },
);

test("When a service is away, then it is 502 and says which", async () => {
  await using system = await startFakeSystem();
  await system.end("llm-orchestrator");
  const { status, headers, body } = await problemOf(openRequest(system, "POST").end("{}"));
  expect([status, body["peer"], headers["retry-after"]]).toEqual([502, "llm-orchestrator", "1"]);
  expect(body["request_id"]).toBe(headers["x-request-id"]);
});

test("When a service hangs, then it is 504 and says which, also for a body", async () => {
  await using system = await startFakeSystem({ timeoutMs: 150 });
  system.answers["llm-orchestrator"] = () => undefined;
  for (const method of ["GET", "POST"]) {
    const { status, body } = await problemOf(
      openRequest(system, method).end(method === "POST" ? "{}" : undefined),
    );
    expect([status, body["peer"]]).toEqual([504, "llm-orchestrator"]);
  }
});

test("When a caller is slow to send its body, then it is 408 and the service is not blamed", async () => {
  await using system = await startFakeSystem({ timeoutMs: 150 });
  system.answers["llm-orchestrator"] = () => undefined;
  const request = openRequest(system, "POST", { "content-length": 10 });
  request.write("{");
  expect((await problemOf(request)).status).toBe(408);
  request.destroy();
});

test("When a service breaks off in the middle, then the caller's connection breaks too", async () => {
  await using system = await startFakeSystem();
  system.answers["llm-orchestrator"] = (incoming, response) => {
    response.writeHead(200, { "Content-Length": 100 });
    response.write("half", () => incoming.socket.destroy());
  };
  const response = await answerOf(openRequest(system, "GET").end());
  expect(response.statusCode).toBe(200);
  await expect(text(response)).rejects.toThrow("aborted");
});

test("When the caller goes away, then the service's request is broken off", async () => {
  await using system = await startFakeSystem();
  const arrived = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<boolean>();
  system.answers["llm-orchestrator"] = (_request, response) => {
    response.once("close", () => gone.resolve(response.writableFinished));
    arrived.resolve();
  };
  const request = openRequest(system, "GET").end();
  request.on("error", () => undefined);
  await arrived.promise;
  request.destroy();
  expect(await gone.promise).toBe(false);
});

test.for([
  ["GET", 200, 2],
  ["POST", 502, 1],
] as const)(
  "When the connection is reset under a %s, then it is %i after %i request(s)",
  async ([method, status, count]) => {
    await using system = await startFakeSystem();
    system.answers["llm-orchestrator"] = (incoming, response) => {
      if (system.seen.length === 1) incoming.socket.resetAndDestroy();
      else response.end("{}");
    };
    const response = await answerOf(openRequest(system, method).end());
    response.resume();
    expect([response.statusCode, system.seen.length]).toEqual([status, count]);
  },
);

test("When every GET is reset, then it is asked twice and no more", async () => {
  await using system = await startFakeSystem();
  system.answers["llm-orchestrator"] = (incoming) => incoming.socket.resetAndDestroy();
  expect((await problemOf(openRequest(system, "GET").end())).status).toBe(502);
  expect(system.seen).toHaveLength(2);
});

test.for([".", "..", "%2e%2e", "%2E."])(
  "When a name is the dot segment %s, then it is 404 and nobody is asked",
  async (name) => {
    await using system = await startFakeSystem();
    const socket = connect(system.port, "127.0.0.1");
    socket.write(
      `GET /api/sessions/${name} HTTP/1.1\r\nHost: x\r\nX-API-Key: ${apiKey}\r\nConnection: close\r\n\r\n`,
    );
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 404 /);
    expect(system.seen).toEqual([]);
  },
);
