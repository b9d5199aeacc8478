// What streams through the gateway, in both directions, while it is still being sent.
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { bodyLimitBytes } from "#kit/json-body.ts";
import { startFakeSystem } from "./fake-system.ts";
import { answerOf, openRequest } from "./raw-request.ts";

test("When a body is sent piece by piece, then the service has the first before the last is sent", async () => {
  await using system = await startFakeSystem();
  const first = Promise.withResolvers<string>();
  system.answers["llm-orchestrator"] = (incoming, response) => {
    incoming.once("data", (chunk: Buffer) => first.resolve(chunk.toString()));
    incoming.on("end", () => response.end(JSON.stringify(incoming.headers)));
  };
  const request = openRequest(system, "POST", { "content-type": "application/json" });
  request.write('{"message":');
  expect(await first.promise).toBe('{"message":');
  request.end('"hi"}');
  const headers = JSON.parse(await text(await answerOf(request))) as Record<string, string>;
  expect(headers).toMatchObject({ "transfer-encoding": "chunked", "content-type": "application/json" });
});

test("When a body names its length, then the service is told the same length", async () => {
  await using system = await startFakeSystem();
  const body = "ü".repeat(50_000);
  system.answers["llm-orchestrator"] = (incoming, response) => {
    const { "content-length": length, "transfer-encoding": coding } = incoming.headers;
    void text(incoming).then((got) => response.end(JSON.stringify([length, coding ?? null, got === body])));
  };
  const request = openRequest(system, "POST", { "content-length": Buffer.byteLength(body) }).end(body);
  expect(JSON.parse(await text(await answerOf(request)))).toEqual(["100000", null, true]);
});

test("When an answer comes piece by piece, then the caller has headers and pieces before its end", async () => {
  await using system = await startFakeSystem();
  const answering = Promise.withResolvers<ServerResponse>();
  system.answers["llm-orchestrator"] = (_request, response) => {
    response.flushHeaders();
    answering.resolve(response);
  };
  const response = await answerOf(openRequest(system, "GET").end());
  const service = await answering.promise;
  service.write("one");
  const [chunk] = (await once(response, "data")) as [Buffer];
  expect(chunk.toString()).toBe("one");
  service.end("two");
  expect(await text(response)).toBe("two");
});

test("When an answer is large and its reader slow, then it arrives whole", async () => {
  await using system = await startFakeSystem();
  const size = 8 * 1024 * 1024;
  system.answers["llm-orchestrator"] = (_request, response) => response.end(Buffer.alloc(size, "x"));
  const response = await answerOf(openRequest(system, "GET").end());
  let bytes = 0;
  for await (const chunk of response) {
    bytes += (chunk as Buffer).length;
    await new Promise(setImmediate);
  }
  expect(bytes).toBe(size);
});

test("When a chunked body has just the size, then it passes", async () => {
  await using system = await startFakeSystem();
  const request = openRequest(system, "POST", { "transfer-encoding": "chunked" }).end(
    Buffer.alloc(bodyLimitBytes),
  );
  const response = await answerOf(request);
  expect([response.statusCode, await text(response)]).toEqual([200, '{"peer":"llm-orchestrator"}']);
});
