// Judges the deployment pipeline's own script: an image is deployed, judged as it runs, and rolled back when it is not good.
import { readFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import { Failure } from "../failure.ts";
import { breakSource } from "./break-source.ts";
import { endOf } from "./command.ts";
import { delivery } from "./delivery.checks.ts";
import type { Deployment } from "./deployment.ts";
import { expectCode } from "./explain-end.ts";
import { composeFile, localSystem } from "./local-system.ts";
import { settingsIn } from "./settings-file.ts";
import { verify } from "./verify.ts";

const script = ".ci/deploy";
/** Of a step: the whole criterion has ten minutes. */
const budgetMs = 420_000;
/** Of the script is asked here, not of the whole system: these take seconds, and one of them sees the fault. */
const suites = "health,headers";

/** Every service is healthy with it, so that only what judges the deployment can tell. */
const missingHeader = {
  file: "services/kit/security-headers.ts",
  text: 'xFrameOptions: { action: "deny" },',
  instead: "xFrameOptions: false,",
};

/** As the pipeline gets it: built before, under the name of its commit. */
async function buildImage(deployment: Deployment, commit: string): Promise<string> {
  const image = `${deployment.name}-services:${commit}`;
  const args = ["compose", "--project-name", deployment.name, "--file", composeFile, "build", "api-gateway"];
  const env = { SERVICES_IMAGE: image };
  const built = await deployment.run("docker", args, { budgetMs, env });
  await expectCode(deployment, built, { code: 0, file: composeFile });
  return image;
}

verify(delivery.deploy, async (deployment) => {
  const { root, tree, name, redact } = deployment;
  // The judge of the deployment is this tree's own; what it judges is the image.
  symlinkSync(path.join(root, "node_modules"), path.join(tree, "node_modules"));
  const system = await localSystem(deployment);
  const deploy = (image: string) =>
    deployment.run(
      script,
      [
        "--image",
        image,
        "--project",
        name,
        "--suite",
        suites,
        "--out",
        path.join(tree, "reports/out/deployed"),
      ],
      {
        budgetMs,
        env: system.env,
      },
    );

  const good = await deploy(await buildImage(deployment, "one"));
  if (good.code === 0) deployment.hide(settingsIn(readFileSync(path.join(tree, ".env"), "utf8")).secrets);
  await expectCode(deployment, good, { code: 0, file: script });
  const first = await system.healthy("the first deployment");

  breakSource(tree, missingHeader);
  const bad = await deploy(await buildImage(deployment, "two"));
  const said = bad.lines.slice(-12).join(" | ");
  if (bad.code !== 1)
    throw new Failure(redact(`${endOf(bad)} with a release that lacks a header, not with 1: ${said}`), {
      file: script,
      line: 1,
    });
  expect(redact(bad.lines.join("\n")), `what ${script} says`).toMatch(
    /The gate does not hold for \S+-services:two/,
  );
  const after = await system.healthy("the rollback");
  const images = (running: typeof first) =>
    Object.fromEntries([...running].map(([service, { image }]) => [service, image]));
  expect(images(after), "the images after the rollback").toEqual(images(first));
});
