// Asks every rule of a compose file.
import type { ComposeFile } from "./compose-file.ts";
import type { Finding } from "./finding.ts";
import { credentials } from "./rules/credentials.ts";
import { exposure } from "./rules/exposure.ts";
import { limits } from "./rules/limits.ts";
import { privileges } from "./rules/privileges.ts";
import { processes } from "./rules/processes.ts";
import { settings } from "./rules/settings.ts";
import { storage } from "./rules/storage.ts";

export const composeRules = [
  ...privileges,
  ...storage,
  ...limits,
  ...exposure,
  ...credentials,
  ...processes,
  ...settings,
];

export const judgeCompose = (compose: ComposeFile): readonly Finding[] =>
  composeRules.flatMap(({ id, judge }) =>
    judge(compose).map(({ file, line, service, summary, cure }) => ({
      rule: id,
      file,
      line,
      where: service === undefined ? compose.file : `${compose.file}#${service}`,
      summary,
      cure,
    })),
  );
