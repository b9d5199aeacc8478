import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { clearParts, writeParts } from "./write-parts.ts";

const secret = "test-only-secret-value";

test("When parts are written, then each has its log and its state, without a secret, until they are cleared", () => {
  const out = mkdtempSync(path.join(tmpdir(), "parts-"));
  const log = ["12:00 starts", `12:01 told ${secret}`];
  writeParts(
    out,
    [{ service: "api", state: { status: "running" }, inspect: { Cmd: [secret] }, log }],
    [secret],
  );
  const written = (name: string) => readFileSync(path.join(out, "system", name), "utf8");
  expect(written("api.log")).toBe("12:00 starts\n12:01 told «redacted»\n");
  expect(JSON.parse(written("api.json"))).toEqual({
    service: "api",
    state: { status: "running" },
    inspect: { Cmd: ["«redacted»"] },
  });
  clearParts(out);
  expect(existsSync(path.join(out, "system"))).toBe(false);
  rmSync(out, { recursive: true });
});
