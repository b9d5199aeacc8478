import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { Agent } from "undici";
import { afterEach, expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** `/quick` answers at once, `/slow` after 300 ms, `/halves` sends its first half at once. */
const program = `
  import { createLog } from "#kit/log.ts";
  import { serve } from "#kit/serve.ts";
  const app = (request, response) => {
    if (request.url === "/quick") return response.end("whole");
    if (request.url === "/halves") response.write("who");
    setTimeout(() => response.end(request.url === "/halves" ? "le" : "whole"), 300);
    process.send("taken");
  };
  const log = createLog({ service: "test", level: "silent" });
  process.once("SIGTERM", () => process.send("signal"));
  const server = await serve({ app, host: "127.0.0.1", port: 0, log, close: async () => {} });
  process.send(server.address().port);
`;

async function startService() {
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  children.push(child);
  const [port] = (await once(child, "message")) as [number];
  const agent = new Agent({ keepAliveTimeout: 30_000 });
  const get = async (url: string) => {
    const reply = await agent.request({ origin: `http://127.0.0.1:${port}`, path: url, method: "GET" });
    return { status: reply.statusCode, text: await reply.body.text() };
  };
  return { child, get };
}

test.each(["/slow", "/halves"])(
  "When SIGTERM comes while %s is answered, then the answer is whole and the process ends with 0",
  async (url) => {
    const { child, get } = await startService();
    await get("/quick");
    const taken = once(child, "message");
    const answer = get(url);
    await taken;
    const exited = once(child, "exit");
    child.kill("SIGTERM");

    expect(await answer).toEqual({ status: 200, text: "whole" });
    const answeredAt = performance.now();
    expect(await exited).toEqual([0, null]);
    // A connection that is kept alive would hold the end up for seconds.
    expect(performance.now() - answeredAt).toBeLessThan(2000);
  },
);

test("When the signal comes twice, then the first drain goes on to its end", async () => {
  const { child, get } = await startService();
  await get("/quick");
  const taken = once(child, "message");
  const answer = get("/slow");
  await taken;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  await once(child, "message");
  child.kill("SIGTERM");
  expect(await answer).toEqual({ status: 200, text: "whole" });
  expect(await exited).toEqual([0, null]);
});
