import { expect, test } from "vitest";
import { callerEnvironment } from "./caller-environment.ts";
import { settingsIn } from "./settings-file.ts";

test("When a deployment is given an environment, then it is the way to the engine, and nothing of a real account", () => {
  const env = callerEnvironment({
    PATH: "/tree/node_modules/.bin:/usr/bin",
    HOME: "/home/ada",
    DOCKER_HOST: "tcp://engine:2376",
    NODE_EXTRA_CA_CERTS: "/etc/ca.pem",
    AIRTABLE_TOKEN: "pat",
    LLM_API_KEY: "sk",
    JWT_SECRET: "x",
    API_GATEWAY_PORT: "8000",
    COMPOSE_PROJECT_NAME: "mine",
  });

  expect(env).toEqual({
    PATH: "/usr/bin",
    HOME: "/home/ada",
    DOCKER_HOST: "tcp://engine:2376",
    CA_FILE: "/etc/ca.pem",
  });
});

test("When a file of variables is read, then the values of its secrets are known", () => {
  const { settings, secrets } = settingsIn(
    "# a comment\nAPI_KEY=abc\nLOG_LEVEL=info\nAIRTABLE_TOKEN=\nJWT_SECRET=a=b\n",
  );

  expect(secrets).toEqual(["abc", "a=b"]);
  expect(settings.get("AIRTABLE_TOKEN")).toBe("");
});
