// `npm run report`: serves the last report to this machine and opens it in a browser, where there is one.
import { once } from "node:events";
import { existsSync } from "node:fs";
import path from "node:path";
import { explainFailure } from "./explain-failure.ts";
import { hasBrowser, openBrowser } from "./open-browser.ts";
import { serveReport } from "./serve-report.ts";
import { stopOnSignal } from "./stop-on-signal.ts";
import { readArguments, UsageError } from "./usage-error.ts";

const reportHelp = `Usage: npm run report -- [options]

Serves the last report on 127.0.0.1 and opens it in a browser, where there is one, until Ctrl-C.

  --out DIRECTORY     where the report is (default reports/out)
  --port N            the port (default: a free one)
  --no-open           open no browser
  --help              this text

Exit codes: 0 served, 2 wrong usage or no report.
`;

const root = path.resolve(import.meta.dirname, "..");

const declared = {
  out: { type: "string", default: "reports/out" },
  port: { type: "string", default: "0" },
  "no-open": { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port < 65_536) return port;
  throw new UsageError(`"${text}" is no port; give a number from 1 to 65535, or 0 for a free one`);
}

async function serve(folder: string, port: number) {
  try {
    return await serveReport(folder, port);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`port ${port} cannot be used (${code}); leave --port out for a free one`);
  }
}

async function main(): Promise<number> {
  const options = readArguments(process.argv.slice(2), declared);
  if (options.help) {
    console.log(reportHelp);
    return 0;
  }
  const folder = path.resolve(root, options.out);
  if (!existsSync(path.join(folder, "index.html")))
    throw new UsageError(`there is no report in ${options.out}; make one with npm run verify`);
  const stop = stopOnSignal();
  await using report = await serve(folder, portOf(options.port));
  console.log(`The report: ${report.url}`);
  if (existsSync(path.join(folder, "allure", "index.html"))) console.log(`Allure's:   ${report.url}allure/`);
  console.log("Ctrl-C ends it.");
  if (!options["no-open"] && hasBrowser()) await openBrowser(report.url);
  if (!stop.aborted) await once(stop, "abort");
  return 0;
}

process.exitCode = await main().catch(explainFailure);
