// Opens pages in a real Chromium without a window, for tests that see what a person would see.
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const programs = [process.env["CHROMIUM"], "/usr/bin/chromium", "/usr/bin/chromium-browser"];

/** Undefined where this machine has none; CHROMIUM names one elsewhere. */
export const chromiumProgram = programs.find((program) => program !== undefined && existsSync(program));

/** What a skipped test says. */
export const withoutChromium = "no /usr/bin/chromium here: apt-get install chromium";

export async function openChromium(): Promise<Browser> {
  if (chromiumProgram === undefined) throw new Error(withoutChromium);
  return await chromium.launch({
    executablePath: chromiumProgram,
    args: ["--no-sandbox", "--disable-background-networking"],
  });
}
