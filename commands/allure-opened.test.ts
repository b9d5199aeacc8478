// Opens Allure's single page as a person would, from disk in a real browser, and follows a link.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { allureAnchor } from "../reports/allure/allure-id.ts";
import { chromiumProgram, openChromium, withoutChromium } from "../reports/open-chromium.ts";
import { sampleFile } from "../reports/render/sample-file.ts";
import { makeAllureReport } from "./allure-report.ts";

const blocked = "headers.required/platform-services";
const blocker = "health.endpoint/platform-services";

test.skipIf(chromiumProgram === undefined)(
  `When a blocked criterion's link is clicked, then what blocks it is shown, and nobody else is asked (${chromiumProgram ?? withoutChromium})`,
  { timeout: 240_000 },
  async () => {
    const out = mkdtempSync(path.join(tmpdir(), "allure-opened-"));
    onTestFinished(() => rmSync(out, { recursive: true }));
    const file = sampleFile({ [blocker]: "no answer", [blocked]: "no answer" });
    const root = path.resolve(import.meta.dirname, "..");
    const about = { root, out, file, parts: [], live: [], secrets: [], say: () => undefined };
    const [page = ""] = await makeAllureReport({ ...about, formats: ["file"] });
    await using browser = await openChromium();
    const context = await browser.newContext();
    context.setDefaultTimeout(100_000);
    const asked: string[] = [];
    context.on("requestfinished", (request) => asked.push(request.url()));
    const opened = await context.newPage();
    await opened.goto(`file://${page}#${allureAnchor(blocked)}`);
    await opened.getByText(`blocked: ${blocker} failed`).first().waitFor();
    await opened.getByText(`blocked by ${blocker}`).click();
    await opened.getByText("no answer").first().waitFor();

    expect(opened.url()).toBe(`file://${page}#${allureAnchor(blocker)}`);
    expect(asked.filter((url) => /^https?:/.test(url))).toEqual([]);
  },
);
