// Reads the logs that `writeParts` wrote beside a result file, for reports that are made of it later.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { PartRecord } from "./write-parts.ts";

/** None where there is no `system/` in `out`: a merge has no system of its own. */
export function readParts(out: string): readonly PartRecord[] {
  const folder = path.join(out, "system");
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".log"))
    .map((name) => ({
      service: path.basename(name, ".log"),
      state: undefined,
      log: readFileSync(path.join(folder, name), "utf8").split("\n").filter(Boolean),
    }));
}
