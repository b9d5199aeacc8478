// What the process that generates Allure's pages is told, and what it answers.
import type { AllureConfig } from "allure";

export interface AllureJob {
  /** `output` and `historyPath` are absolute. */
  readonly config: Omit<AllureConfig, "plugins">;
  /** The folder of the results. */
  readonly results: string;
  /** Forms of the page by the folder that each is put into, with the options of Allure's own page. */
  readonly pages: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface AllureJobEnd {
  /** Null where the pages were made. */
  readonly error: string | null;
}
