// Opens the page as a person would, from disk in a real browser, and holds what is seen there.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { chromiumProgram, openChromium, withoutChromium } from "../open-chromium.ts";
import { sampleFile } from "../render/sample-file.ts";
import type { PageInput } from "./page-input.ts";
import { hostileFile, hostileText, sampleHistory, samplePage, wholeFile } from "./sample-page.ts";
import { renderSprintPage } from "./sprint-page.ts";

const broken = sampleFile({ "ports.mapping/airtable-gateway": "no answer", "ports.unique": "8000 is twice" });
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found = (await page.evaluate("axe.run()")) as {
    violations: { id: string; nodes: { html: string }[] }[];
  };
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);
}

// The reason stands in the title: a skipped test has no other place for it.
describe.skipIf(chromiumProgram === undefined)(
  `In Chromium (${chromiumProgram ?? withoutChromium})`,
  { timeout: 120_000 },
  () => {
    const folder = mkdtempSync(path.join(tmpdir(), "sprint-page-"));
    let browser: Browser;
    beforeAll(async () => {
      browser = await openChromium();
    }, 120_000);
    afterAll(async () => {
      await browser.close();
      rmSync(folder, { recursive: true });
    });

    /** The page of an input, with everything that it asked the world for and every error of its script. */
    async function open(input: PageInput, width = 1280, colorScheme: "light" | "dark" = "light") {
      const file = path.join(mkdtempSync(path.join(folder, "page-")), "index.html");
      writeFileSync(file, renderSprintPage(input));
      const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
      page.setDefaultTimeout(60_000);
      onTestFinished(async () => await page.close());
      const asked: string[] = [];
      const errors: string[] = [];
      page.on("request", (request) => asked.push(request.url()));
      page.on("pageerror", ({ message }) => errors.push(message));
      await page.goto(`file://${file}`);
      return { page, asked, errors, file };
    }

    test("When a run is green, then the first screen says so, with number, fraction and goals", async () => {
      const { page, asked, errors, file } = await open(samplePage(sampleFile({})));
      const hero = page.locator(".hero");

      expect(await hero.innerText()).toContain("Green: everything that was judged passed");
      expect(await page.locator(".number").innerText()).toBe("59.2%");
      expect(await hero.innerText()).toContain("16 of 27 acceptance criteria passed · 100.0% of the 16");
      expect(await page.getByRole("img", { name: "Pass rate 59.2%" }).isVisible()).toBe(true);
      expect(await page.locator("#causes").innerText()).toContain("Nothing that was judged is broken.");
      expect({ asked, errors }).toEqual({ asked: [`file://${file}`], errors: [] });
    });

    test("When a run is broken, then the causes come first, and a click on one opens its evidence", async () => {
      const { page } = await open(samplePage(broken));
      const cause = page.locator(".cause").first();
      expect(await cause.innerText()).toContain('compose.test.yml:41 → make it "7002:8002"');
      const evidence = page.locator(`[id="c-ports.mapping/airtable-gateway"] .evidence`);

      expect(await evidence.isVisible()).toBe(false);
      await cause.getByRole("link").click();
      await evidence.waitFor({ state: "visible" });
      expect(await evidence.innerText()).toContain("seen");
    });

    test("When the history is empty, then the page says that this is the first run", async () => {
      const { page } = await open(samplePage(broken));

      expect(await page.locator("#changes").innerText()).toContain("the first run that the history knows");
      expect(await page.locator("#burn-up svg").first().isVisible()).toBe(true);
    });

    test("When 500 runs lie behind, then another can be chosen, and what changed since is shown", async () => {
      const file = wholeFile((_id, index) => (index === 2 ? "failed" : "passed"));
      const { page, errors } = await open(samplePage(file, { past: sampleHistory(500) }));
      const changes = page.locator("#changes-since");
      expect(await changes.innerText()).toMatch(/Newly failing 1\s+ports\.published\/\S+/u);

      await page.getByLabel("Since the run of").selectOption("past-0");
      expect(await changes.innerText()).toContain(`Newly passing ${file.criteria.length - 2}`);
      expect(await changes.innerText()).not.toContain("Newly failing");
      expect(errors).toEqual([]);
    });

    test("When the system did not come up, then one cause stands for everything that it blocks", async () => {
      const down = wholeFile((_id, index) => (index === 0 ? "failed" : "blocked"));
      const [first] = down.criteria;
      const reason = "postgres did not start: exit code 1";
      const criteria = down.criteria.map((record) =>
        record === first ? { ...record, reason } : { ...record, blocked_by: first?.id ?? "" },
      );
      const { page } = await open(samplePage({ ...down, criteria }));

      expect(await page.locator(".number").innerText()).toBe("0.0%");
      expect(await page.locator(".cause").count()).toBe(1);
      expect(await page.locator(".cause").innerText()).toContain(`blocks ${criteria.length - 1}`);
      expect(await page.locator(".cause").innerText()).toContain(reason);
    });

    test("When a run says markup everywhere, then it is read as text and runs nothing", async () => {
      const past = sampleHistory(2).map((run) => ({ ...run, runtime: hostileText, commit: hostileText }));
      const { page, asked } = await open(samplePage(hostileFile(), { past, notices: [hostileText] }));
      await page.evaluate("for (const more of document.querySelectorAll('details')) more.open = true");

      expect(await page.locator(".notices li").innerText()).toBe(hostileText);
      expect(await page.evaluate("window.pwned")).toBeUndefined();
      expect(asked).toHaveLength(1);
    });

    test.each([
      [1280, "light"],
      [1280, "dark"],
      [375, "light"],
    ] as const)("When axe looks at it %i wide in %s, then it finds nothing", async (width, scheme) => {
      const { page } = await open(samplePage(broken, { past: sampleHistory(30) }), width, scheme);
      expect(await violations(page)).toEqual([]);

      await page.locator(".cause").first().getByRole("link").click();
      expect(await violations(page)).toEqual([]);
    });

    test("When it is read on a phone, then nothing is wider than the screen", async () => {
      const { page } = await open(samplePage(broken, { past: sampleHistory(3) }), 375);

      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(375);
      expect(await page.locator(".chart .narrow").first().isVisible()).toBe(true);
    });

    test("When only keys are used, then criteria can be found and opened", async () => {
      const { page } = await open(samplePage(broken));
      await page.getByLabel("Filter").focus();
      await page.keyboard.type("§1 @airtable-gateway");
      const shown = page.locator(".criteria > li:not([hidden])");
      expect(await page.getByRole("status").innerText()).toBe("1 of 27 shown");

      await page.locator(".cell a").first().focus();
      await page.keyboard.press("Enter");
      expect(await page.getByLabel("Filter").inputValue()).toBe("§1 @system");
      await shown.first().locator("summary").first().focus();
      await page.keyboard.press("Enter");
      expect(await shown.first().locator(".body").isVisible()).toBe(true);
    });

    test("When it is printed, then what can only be clicked is left out", async () => {
      const { page } = await open(samplePage(broken, { past: sampleHistory(3) }), 800, "dark");
      await page.emulateMedia({ media: "print" });

      expect(await page.locator("nav").isVisible()).toBe(false);
      expect(await page.locator(".number").isVisible()).toBe(true);
      expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe(
        "rgb(255, 255, 255)",
      );
    });
  },
);
