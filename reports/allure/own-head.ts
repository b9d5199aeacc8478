// What Allure's page lacks at its head: it asks nobody, and waits for its own data.

/**
 * Allure's page tells a statistics service of whoever opens it, and has no option against that. All that it needs is
 * in the page or beside it.
 */
const policy = [
  "default-src 'self' data: blob:",
  "script-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:",
  "style-src 'self' 'unsafe-inline' data:",
].join("; ");

/** The single page's program starts before the browser has read the data that stands below it, and looks elsewhere. */
const waiting = "<script>window.allureReportData = {}; window.allureReportDataReady = false;</script>";

/** @throws where Allure's page has no head any more. */
export function withOwnHead(page: string, format: "file" | "folder"): string {
  const head = `<head><meta http-equiv="Content-Security-Policy" content="${policy}">`;
  const own = page.replace("<head>", () => (format === "file" ? head + waiting : head));
  if (own === page) throw new Error("Allure's page has no head to change");
  return own;
}
