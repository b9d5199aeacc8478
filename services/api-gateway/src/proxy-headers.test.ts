// Which header fields pass the gateway, in either direction.
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { type FakeSystem, apiKey, startFakeSystem } from "./fake-system.ts";
import { answerOf, openRequest } from "./raw-request.ts";

test("When a request has hop-by-hop fields, then they end here, and the others go on", async () => {
  await using system = await startFakeSystem();
  const headers = {
    connection: "keep-alive, X-Mine",
    "x-mine": "1",
    "keep-alive": "timeout=9",
    te: "trailers",
    "proxy-authorization": "Basic x",
    upgrade: "h2c",
    "x-yours": "2",
    "x-request-id": "my-request-1",
  };
  const response = await answerOf(openRequest(system, "GET", headers).end());
  response.resume();
  const [{ headers: seen }] = system.seen as [FakeSystem["seen"][number]];
  expect(seen).toEqual({
    host: expect.stringMatching(/^127\.0\.0\.1:\d+$/) as string,
    connection: "keep-alive",
    "x-yours": "2",
    "x-request-id": "my-request-1",
    "x-api-key": apiKey,
    "x-forwarded-for": "127.0.0.1",
    via: "1.1 api-gateway",
  });
  expect(response.headers["x-request-id"]).toBe("my-request-1");
});

test("When an answer comes back, then each field is there once, and both limits are told", async () => {
  await using system = await startFakeSystem({ corsOrigins: ["http://localhost:3000"] });
  system.answers["llm-orchestrator"] = (_request, response) =>
    response
      .writeHead(201, {
        Connection: "close, X-Inner",
        "X-Inner": "1",
        "X-Outer": "2",
        "X-Request-Id": "another-id",
        "X-Frame-Options": "SAMEORIGIN",
        "X-Powered-By": "something",
        "Access-Control-Allow-Origin": "*",
        "RateLimit-Policy": '"llm-orchestrator";q=5;w=1',
        RateLimit: '"llm-orchestrator";r=4;t=1',
        Vary: "Accept",
        "Set-Cookie": ["a=1", "b=2"],
        "Content-Length": 2,
      })
      .end("ok");
  const response = await answerOf(openRequest(system, "GET", { "x-request-id": "my-request-2" }).end());
  expect([response.statusCode, await text(response)]).toEqual([201, "ok"]);
  const { headersDistinct: fields } = response;
  expect(fields).toMatchObject({
    "x-outer": ["2"],
    "x-request-id": ["my-request-2"],
    "x-frame-options": ["DENY"],
    "content-length": ["2"],
    "set-cookie": ["a=1", "b=2"],
    vary: ["Origin", "Accept"],
  });
  expect(fields["ratelimit"]?.map((value) => value.split(";")[0])).toEqual([
    '"api-gateway"',
    '"llm-orchestrator"',
  ]);
  expect(fields["ratelimit-policy"]).toHaveLength(2);
  for (const name of ["x-inner", "x-powered-by", "access-control-allow-origin"])
    expect(fields).not.toHaveProperty(name);
});
