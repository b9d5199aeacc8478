// A process of its own that generates Allure's pages: it reads Allure while others still write what is shown.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type { AllureJob, AllureJobEnd } from "./allure-job.ts";

/** As much of `@allurereport/core` and of its page `@allurereport/plugin-awesome` as is used. */
interface Core {
  readonly AllureReport: new (config: object) => {
    readonly start: () => Promise<void>;
    readonly readDirectory: (results: string) => Promise<void>;
    readonly done: () => Promise<void>;
  };
  readonly resolveConfig: (config: object, override: object) => Promise<object>;
}
interface Awesome {
  readonly default: new (options: object) => object;
}

/** Allure's own parts, in its own version. Its command reads all of them, and takes twice as long. */
const parts = createRequire(import.meta.resolve("allure"));

async function load<Part>(name: string): Promise<Part> {
  return (await import(pathToFileURL(parts.resolve(name)).href)) as Part;
}

const { AllureReport, resolveConfig } = await load<Core>("@allurereport/core");
const { default: AwesomePlugin } = await load<Awesome>("@allurereport/plugin-awesome");

async function generate({ config, results, pages }: AllureJob): Promise<void> {
  const resolved = await resolveConfig(config, { plugins: {} });
  const plugins = Object.entries(pages).map(([id, options]) => ({
    id,
    enabled: true,
    options,
    plugin: new AwesomePlugin(options),
  }));
  const report = new AllureReport({ ...resolved, plugins });
  await report.start();
  await report.readDirectory(results);
  await report.done();
}

const answer = (end: AllureJobEnd) => process.send?.(end, () => process.exit());

// A parent that is gone wants no pages.
process.once("disconnect", () => process.exit());
process.once("message", (job: AllureJob) => {
  generate(job).then(
    () => answer({ error: null }),
    (error: Error) => answer({ error: error.message }),
  );
});
