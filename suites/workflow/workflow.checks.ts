// The checks of the suite "workflow": what a person does, from registration to an answer out of Airtable.
import { declareChecks } from "../declare-checks.ts";
import { cacheChecks } from "./cache.checks.ts";
import { chatChecks } from "./chat.checks.ts";
import { dataChecks } from "./data.checks.ts";
import { flowChecks } from "./flow.checks.ts";
import { toolChecks } from "./tool.checks.ts";

export const workflow = declareChecks("workflow", {
  ...flowChecks,
  ...dataChecks,
  ...cacheChecks,
  ...chatChecks,
  ...toolChecks,
});
