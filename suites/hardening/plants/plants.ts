// For each rule of the scan a planted finding, so that nobody trusts a rule that never caught anything.
import type { Finding } from "../finding.ts";
import type { RuleId } from "../rule-ids.ts";
import { composePlants, judgeSound } from "./compose-plants.ts";
import { imagePlants, soundImage } from "./image-plants.ts";
import { repositoryPlants, soundDockerfile } from "./repository-plants.ts";

/** Each asks the scan's own judge about something that breaks its rule. A rule without a plant does not compile. */
export const plants: Readonly<Record<RuleId, () => Promise<readonly Finding[]>>> = {
  ...composePlants,
  ...repositoryPlants,
  ...imagePlants,
};

/** What the rules say where nothing is planted: nothing, or they would find everything. */
export const soundFindings = async (): Promise<readonly Finding[]> => [
  ...judgeSound(),
  ...(await soundDockerfile()),
  ...(await soundImage()),
];

/** The rules that do not see what is planted for them. */
export async function missedPlants(): Promise<readonly string[]> {
  const missed: string[] = [];
  for (const [rule, plant] of Object.entries(plants)) {
    const findings = await plant();
    if (!findings.some((finding) => finding.rule === rule)) missed.push(rule);
  }
  return missed;
}
