// What api-gateway needs of mcp-server: its liveness, for the whole system's health.
import { expect } from "vitest";
import { pactBetween } from "../pact-between.ts";
import { testOfSilence } from "../silent-peer.ts";
import { throughGateway } from "./through-gateway.ts";

const pact = pactBetween("api-gateway", "mcp-server");

const health = async (url: string) => {
  const { body } = await throughGateway({ "mcp-server": url }, { path: "/api/health" });
  return body as { services: Record<string, { status: string; error?: string }> };
};

pact.test(
  "When mcp-server is alive, then the system's health says so",
  {
    asked: "whether it is alive",
    request: { method: "GET", path: "/health" },
    answer: { status: 200 },
  },
  async (url) => expect((await health(url)).services["mcp-server"]?.status).toBe("up"),
);

testOfSilence(
  "When mcp-server does not answer, then the system's health says so and does not wait",
  async (url) => {
    expect((await health(url)).services["mcp-server"]).toMatchObject({
      status: "down",
      error: "mcp-server did not answer in time.",
    });
  },
);
