import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { startAllureGenerator } from "./allure-generator.ts";

// It is a process of its own, which a busy machine takes seconds to start.
vi.setConfig({ testTimeout: 60_000 });

const jobIn = (work: string) => ({ config: { output: work }, results: work, pages: {} });

test("When its process has ended before it was asked, then that is said at once", async () => {
  const generator = startAllureGenerator();
  generator[Symbol.dispose]();
  await expect(generator.generate(jobIn("/nowhere"))).rejects.toThrow("it ended with SIGKILL");
});

test("When Allure refuses its configuration, then its own words are said", async () => {
  const work = mkdtempSync(path.join(tmpdir(), "allure-generator-"));
  onTestFinished(() => rmSync(work, { recursive: true }));
  using generator = startAllureGenerator();
  const job = jobIn(work);
  const config = { ...job.config, environment: "" };
  await expect(generator.generate({ ...job, config })).rejects.toThrow(/environment/);
});
