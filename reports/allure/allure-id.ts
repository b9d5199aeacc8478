// The names that Allure knows a criterion by: the same in every run, so that history and links hold.
import { createHash } from "node:crypto";

const md5 = (text: string) => createHash("md5").update(text).digest("hex");

/** Its test case, its history and the file of its result. */
export const allureId = (criterion: string): string => md5(criterion);

/** Where it is in the report: `allure/index.html#<anchor>`. Allure names a test by the hash of its result's id. */
export const allureAnchor = (criterion: string): string => md5(allureId(criterion));
