import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";

const script = path.join(import.meta.dirname, "probe.sh");

async function probe(url: string): Promise<{ code: number | null; output: string }> {
  const child = spawn("bash", [script, url], { stdio: ["ignore", "pipe", "pipe"] });
  const [[code], output] = await Promise.all([
    once(child, "close") as Promise<[number | null]>,
    text(child.stdout),
  ]);
  return { code, output: output.trim() };
}

async function serving(status: number | "never") {
  const server = createServer((_request, response) => {
    if (status !== "never") response.writeHead(status).end("{}");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return Object.assign(server, { port: (server.address() as AddressInfo).port });
}

test.for([
  [200, 0, "answers 200"],
  [204, 0, "answers 204"],
  [404, 1, "answers 404"],
  [503, 1, "answers 503"],
] as const)("When %i is answered, then it exits with %i and says so", async ([status, code, says]) => {
  const server = await serving(status);
  const url = `http://127.0.0.1:${server.port}/health`;
  expect(await probe(url)).toEqual({ code, output: `${url}: ${says}` });
  server.close();
});

test("When nobody answers, listens or was asked, then it exits with 1 and says which", async () => {
  const server = await serving("never");
  const url = `http://127.0.0.1:${server.port}/health`;
  expect(await probe(url)).toEqual({ code: 1, output: `${url}: no answer in 2 s` });
  server.closeAllConnections();
  server.close();
  await once(server, "close");
  expect(await probe(url)).toEqual({ code: 1, output: `${url}: refuses connections` });
  expect(await probe("nonsense")).toMatchObject({ code: 1, output: expect.stringContaining("not a URL") });
});
