import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const execute = promisify(execFile);
const root = path.resolve(import.meta.dirname, "../..");

// The other two need it: their libraries for models and MCP speak in Requests and Responses.
const lean = ["api-gateway", "platform-services", "airtable-gateway"];

const imports = lean.map((name) => `await import("./services/${name}/src/app.ts");`).join("\n");
const program = `${imports}\nconsole.log(process.moduleLoadList.filter((name) => /deps\\/undici/.test(name)).join());`;

test("When a service that does not need them is loaded, then Node's fetch and WebSocket are not", async () => {
  const run = await execute(process.execPath, ["--input-type=module", "--eval", program], { cwd: root });
  expect(run.stdout.trim()).toBe("");
});
