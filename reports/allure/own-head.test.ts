import { expect, test } from "vitest";
import { withOwnHead } from "./own-head.ts";

const file = { format: "file", criteria: [] } as const;

test("When Allure's page is given a head, then its program finds data to wait for, and may ask nobody", () => {
  const page = withOwnHead('<html><head><script src="program"></script></head></html>', file);
  const [before = ""] = page.split('<script src="program">');

  expect(before).toContain("allureReportDataReady = false");
  expect(before).toMatch(/<head><meta http-equiv="Content-Security-Policy"/);
  expect(page).not.toMatch(/https?:/);
});

test("When the page is one for a server, then it waits for no data of its own", () => {
  expect(withOwnHead("<head></head>", { ...file, format: "folder" })).not.toContain("allureReportData");
});

test("When the page has no head, then that is an error rather than a page that tells of its readers", () => {
  expect(() => withOwnHead("<html></html>", file)).toThrow("no head");
});
