import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import type { Exchange } from "../exchange.ts";
import { renderCurl } from "./curl.ts";

const asked = (request: Partial<Exchange["request"]>): Exchange => ({
  request: { method: "GET", url: "http://127.77.0.12:8002/health", headers: {}, ...request },
});

/** The words that a shell makes of the command, with `env` set. */
function words(command: string, env: Record<string, string> = {}): string[] {
  const script = command.replace(/^curl/mu, "printf '%s\\n' curl");
  return execFileSync("sh", ["-c", script], { encoding: "utf8", env }).trimEnd().split("\n");
}

test("When nothing was redacted, then the command asks the published port and needs nothing", () => {
  const command = renderCurl(asked({ published_url: "http://localhost:7002/health" }));
  expect(command).toBe("curl -isS \\\n  'http://localhost:7002/health'");
});

test("When secrets were redacted, then they are variables that the shell fills in", () => {
  const command = renderCurl(
    asked({
      method: "POST",
      headers: { authorization: "Bearer «redacted»", "x-api-key": "«redacted»" },
      body: { name: 'it\'s "quoted" $HOME', password: "«redacted»" },
    }),
  );
  expect(command).toMatch(/^# set first: TOKEN, API_KEY, PASSWORD\n/);
  expect(words(command, { TOKEN: "t t", API_KEY: "k", PASSWORD: "p'w" })).toEqual([
    "curl",
    "-isS",
    "http://127.77.0.12:8002/health",
    "-H",
    "content-type: application/json",
    "-H",
    "authorization: Bearer t t",
    "-H",
    "x-api-key: k",
    "--data-raw",
    `{"name":"it's \\"quoted\\" $HOME","password":"p'w"}`,
  ]);
});

test.for([
  ["HEAD", undefined, ["curl", "-isS", "-I"]],
  ["DELETE", undefined, ["curl", "-isS", "-X", "DELETE"]],
  ["GET", "{bad", ["curl", "-isS", "-X", "GET"]],
  ["POST", "{bad", ["curl", "-isS"]],
] as const)("When it is %s with the body %s, then curl sends just that", ([method, body, start]) => {
  const url = "http://127.77.0.12:8002/health";
  // Without a type of its own: curl would call it a form.
  const sent = body === undefined ? [] : ["-H", "content-type:", "--data-raw", body];
  expect(words(renderCurl(asked({ method, body })))).toEqual([...start, url, ...sent]);
});

test("When the body is as long as the client lets it be, then the command says that it was cut", () => {
  expect(renderCurl(asked({ method: "POST", body: "x".repeat(2000) }))).toContain(
    "# the body was cut at 2000",
  );
});
