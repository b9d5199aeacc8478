import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished, expect, test, vi } from "vitest";
import { judgeGate, readGate } from "./gate.ts";
import { redactReport } from "./redact-report.ts";
import { sampleFile } from "./render/sample-file.ts";
import { writeReports } from "./write-reports.ts";

// A busy machine takes seconds to draw charts, or to start processes.
vi.setConfig({ testTimeout: 120_000 });

const secret = 'test-only-"key"/&<1>';
const file = sampleFile({ "auth.register": `refused with ${secret} and ${encodeURIComponent(secret)}` });
const gate = judgeGate(file, readGate("green"));
const alone = { history: { runs: [], damage: [] }, commits: [] };

function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "reports-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return path.join(folder, "new", "out");
}

test("When reports are written, then the files are there and nothing unfinished is", () => {
  const folder = temporaryFolder();
  const names = ["pass-rate.json", "summary.md", "junit.xml", "ctrf.json", "badge.svg", "index.html"];

  expect(writeReports(folder, { file, gate, secrets: [], ...alone })).toEqual(
    names.map((name) => path.join(folder, name)),
  );
  expect(readdirSync(folder).toSorted()).toEqual([...names, "memory.json"].toSorted());
  expect(JSON.parse(readFileSync(path.join(folder, "pass-rate.json"), "utf8"))).toEqual(file);
});

test("When reports are written again, then the new ones replace the old ones", () => {
  const folder = temporaryFolder();
  writeReports(folder, { file, gate, secrets: [], ...alone });
  const [json = ""] = writeReports(folder, { file: sampleFile({}), gate, secrets: [], ...alone });

  expect(JSON.parse(readFileSync(json, "utf8"))).toMatchObject({ green: true });
});

test("When a secret got into a result, then it is in none of the files, in no encoding", () => {
  const written = writeReports(temporaryFolder(), { file, gate, secrets: [secret], ...alone });
  const forms = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), "&quot;key&quot;"];

  for (const name of written) {
    const text = readFileSync(name, "utf8");
    expect(text.includes("refused with «redacted» and «redacted»")).toBe(!name.endsWith("badge.svg"));
    expect(forms.filter((form) => text.includes(form))).toEqual([]);
  }
});

test("When a value is redacted, then keys and nested strings are clean, and the longest secret goes first", () => {
  const value = { "secret-1": ["a secret-12 b", 5, null, { deep: "secret-1" }] };

  expect(redactReport(value, ["secret-1", "secret-12", "abc", ""])).toEqual({
    "«redacted»": ["a «redacted» b", 5, null, { deep: "«redacted»" }],
  });
});
