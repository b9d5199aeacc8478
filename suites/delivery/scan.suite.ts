// Judges the security scan: it finds nothing in what is delivered, and sees what is planted for each of its rules.
import { Failure } from "../failure.ts";
import { missedPlants, soundFindings } from "../hardening/plants/plants.ts";
import { ruleIds } from "../hardening/rule-ids.ts";
import { scanSecurity } from "../hardening/scan.ts";
import { delivery } from "./delivery.checks.ts";
import { expectCode } from "./explain-end.ts";
import { verify } from "./verify.ts";

const file = "docker-compose.production.yml";
const today = () => new Date().toISOString().slice(0, 10);

verify(delivery.scan, async (deployment) => {
  const { tree, name, evidence } = deployment;
  const env = { SERVICES_IMAGE: `${name}-services:local` };
  // The image that would be delivered: what it holds is scanned too.
  const build = ["compose", "--project-name", name, "--file", file, "build"];
  await expectCode(deployment, await deployment.run("docker", build, { budgetMs: 420_000, env }), {
    code: 0,
    file,
  });
  const result = await scanSecurity({ root: tree, file, env, audit: true, today: today() });
  const { findings, accepted, scanned, notScanned } = result;
  evidence.record({
    kind: "files",
    service: undefined,
    summary: `${findings.length} findings by ${Object.keys(ruleIds).length} rules in: ${scanned.join("; ")}`,
    detail: { findings, accepted, notScanned },
  });
  const [first] = findings;
  if (first) {
    const told = findings.slice(0, 10).map((one) => `${one.file}:${one.line} ${one.rule}: ${one.summary}`);
    const { file: where, line, cure } = first;
    throw new Failure(`${findings.length} findings: ${told.join("; ")}`, { file: where, line, cure });
  }
  const image = notScanned.find((what) => what.startsWith("the image"));
  if (image) throw new Failure(`${image} was not scanned`, { file, line: 1 });
  const missed = await missedPlants();
  const rules = `${missed.length} of ${Object.keys(ruleIds).length} planted findings are not seen`;
  evidence.record({ kind: "files", service: undefined, summary: rules });
  if (missed.length > 0)
    throw new Failure(`${rules}: ${missed.join(", ")}`, { file: "suites/hardening/rule-ids.ts", line: 1 });
  const alarms = await soundFindings();
  if (alarms.length > 0)
    throw new Failure(
      `${alarms.length} rules find something where nothing is planted: ${alarms.map(({ rule }) => rule).join(", ")}`,
      { file: "suites/hardening/rule-ids.ts", line: 1 },
    );
});
