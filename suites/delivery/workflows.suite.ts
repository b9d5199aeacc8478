// Judges the pipelines: the workflows are sound by every rule of the lint, and each rule sees what is planted for it.
import { Failure } from "../failure.ts";
import { lintWorkflows, readWorkflowFiles } from "../pipelines/lint-workflows.ts";
import { missedWorkflowPlants, plantedRules, soundWorkflowFindings } from "../pipelines/plants.ts";
import { delivery } from "./delivery.checks.ts";
import { verify } from "./verify.ts";

const rulesFile = { file: "suites/pipelines/lint-workflows.ts", line: 1 };

verify(delivery.workflows, async ({ tree, evidence }) => {
  const findings = await lintWorkflows(tree);
  const files = readWorkflowFiles(tree).map(({ file }) => file);
  const seen = { kind: "files", service: undefined } as const;
  evidence.record({
    ...seen,
    summary: `${findings.length} findings by ${plantedRules.size} rules in ${files.join(", ")}`,
    detail: { findings },
  });
  const [first] = findings;
  if (first) {
    const told = findings.slice(0, 10).map(({ file, line, summary }) => `${file}:${line} ${summary}`);
    const { file, line, cure } = first;
    throw new Failure(`${findings.length} findings: ${told.join("; ")}`, { file, line, cure });
  }
  const missed = await missedWorkflowPlants();
  evidence.record({ ...seen, summary: `${missed.length} planted faults are not seen` });
  if (missed.length > 0)
    throw new Failure(`${missed.length} planted faults are not seen: ${missed.join("; ")}`, rulesFile);
  const alarms = await soundWorkflowFindings();
  if (alarms.length > 0) {
    const rules = alarms.map(({ rule }) => rule).join(", ");
    throw new Failure(`something is found where nothing is planted, by ${rules}`, rulesFile);
  }
});
