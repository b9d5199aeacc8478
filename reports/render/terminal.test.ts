import { PassThrough } from "node:stream";
import { WriteStream } from "node:tty";
import { stripVTControlCharacters } from "node:util";
import { expect, test, vi } from "vitest";
import { judgeGate, readGate } from "../gate.ts";
import type { ResultFile } from "../result-types.ts";
import { bar, plainScreen, screenOf, wrap } from "./layout.ts";
import { sampleFile } from "./sample-file.ts";
import { renderTerminal } from "./terminal.ts";

const broken = sampleFile({
  "ports.mapping/airtable-gateway": "no answer on 7002",
  "health.endpoint/platform-services":
    "platform-services exited with code 1; its last line: JWT_SECRET is missing",
  "auth.register": "refused",
  "headers.required/platform-services": "refused",
});
const render = (file: ResultFile, width = 100, gate = "green,80") =>
  renderTerminal(file, judgeGate(file, readGate(gate)), plainScreen(width));

test("When something failed, then the root causes come first with place, cure and what they block", () => {
  expect(render(broken).split("Week 1", 1)[0]).toBe(`
  PyAirtable Verifier · embedded · 4931c34de · 42.1 s

  2 root causes

  ✗ health.endpoint/platform-services
    platform-services exited with code 1; its last line: JWT_SECRET is missing
    blocks 2: auth.register, headers.required/platform-services

  ✗ ports.mapping/airtable-gateway
    airtable-gateway listens on 8002, but compose.test.yml:41 publishes 7002:7002
    compose.test.yml:41 → make it "7002:8002"

  `);
});

test("When the table is read, then each section has its suites with fraction, percentage and what is missing", () => {
  const text = render(broken, 80);

  expect(text).toContain("§1 Port mapping        ports            2 of 3   66.6%  1 failed\n");
  expect(text).toContain("§3 Authentication      auth             1 of 2   50.0%  1 blocked\n");
  expect(text).toContain("§7 CI/CD               delivery         0 of 1    0.0%  1 not verified\n");
});

test("When the plan is read, then every task and gate says met, not met or not verified", () => {
  const text = render(broken);

  expect(text).toContain(
    "✗ 1.1 Port configuration fix  not met       2 of 4     Health check returns 200 OK\n",
  );
  expect(text).toContain(
    "✓ 1.4 End-to-end workflow     met           2 of 2     Full workflow completes without errors\n",
  );
  expect(text).toContain("✗ Q3  Security scan           not met ");
  expect(text).toContain("  Functional    ✓ F1  ✗ F2  ? F3  ? F4\n  Technical     ? T1  ? T2  ? T3  ✗ T4\n");
});

test("When the run is green, then the last lines give both rates and hold the gate", () => {
  const text = render(sampleFile({}), 100, "green");

  expect(text).not.toContain("root cause");
  expect(text.slice(text.indexOf("  Not judged")))
    .toBe(`  Not judged    8: needs engine, which the embedded runtime lacks (health ×3, rate-limits, chaos ×2,
                delivery ×2)
                3: no suite judges it yet (monitoring ×3)

  Pass rate     59.2% (16 of 27)
                ████████████████████████░░░░░░░░░░░░░░░░
                from 35.7% at the start; goal 80%
  Of verified   100.0% (16 of 16)

  ✓ Gate green held: all 16 judged criteria passed.
`);
});

test("When one gate of two is held, then each sentence has its own mark", () => {
  const text = render(sampleFile({}), 100, "green,80");

  expect(text).toContain("  ✓ Gate green held: all 16 judged criteria passed.\n");
  expect(text).toContain("  ✗ Gate 80 not held: 16 of 27 criteria passed, 59.2%.\n");
});

test("When the run is partial, then there is no pass rate of the whole", () => {
  const text = render(sampleFile({}, new Set(["ports.unique"])), 100, "green");

  expect(text).toContain("  Pass rate     none: a partial run has no pass rate of the whole\n");
  expect(text).toContain("  Of verified   100.0% (1 of 1)\n");
});

test.each([60, 80, 110])("When the terminal has %i columns, then no line is wider", (width) => {
  const wide = render(broken, width)
    .split("\n")
    .filter((line) => line.length > width);
  expect(wide).toEqual([]);
});

test("When more causes are there than fit, then the rest are still named", () => {
  const failures = Object.fromEntries(broken.criteria.map(({ id }) => [id, "broke"]));
  const text = render(sampleFile(failures));

  expect(text).toMatch(/\d+ root causes/u);
  expect(text).toContain("secrets.clean");
});

// As a real terminal does, but for a stream that is none.
const getColorDepth = () => WriteStream.prototype.getColorDepth({ ...process.env, COLORTERM: "truecolor" });

test("When colour is wanted, then it changes nothing but colour; with NO_COLOR or without a terminal there is none", () => {
  const terminal = Object.assign(new PassThrough(), { isTTY: true, columns: 100, getColorDepth });
  const gate = judgeGate(broken, readGate("green"));
  const plain = renderTerminal(broken, gate, plainScreen(100));
  vi.stubEnv("NO_COLOR", undefined);
  vi.stubEnv("FORCE_COLOR", undefined);
  vi.stubEnv("NODE_DISABLE_COLORS", undefined);
  // A pipeline that says CI has no colour of its own accord.
  vi.stubEnv("CI", undefined);
  vi.stubEnv("TERM", "xterm-256color");

  const colourful = renderTerminal(broken, gate, screenOf(terminal));
  expect(colourful).not.toBe(plain);
  expect(stripVTControlCharacters(colourful)).toBe(plain);
  expect(renderTerminal(broken, gate, screenOf(Object.assign(new PassThrough(), { columns: 100 })))).toBe(
    plain,
  );
  vi.stubEnv("NO_COLOR", "1");
  expect(renderTerminal(broken, gate, screenOf(terminal))).toBe(plain);
  vi.unstubAllEnvs();
});

test("When text is wrapped, then a word that is too long stays whole", () => {
  expect(wrap("a bb  ccc\ndddddddd e", 5)).toEqual(["a bb", "ccc", "dddddddd", "e"]);
});

test("When a bar is nearly full or nearly empty, then it does not look full or empty", () => {
  expect([bar(0, 4), bar(0.001, 4), bar(0.999, 4), bar(1, 4)].map(({ full, rest }) => full + rest)).toEqual([
    "░░░░",
    "█░░░",
    "███░",
    "████",
  ]);
});
