// Makes the secrets that docker-compose.production.yml reads, as its documentation says.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Deployment } from "./deployment.ts";
import { expectCode } from "./explain-end.ts";

export const productionFile = "docker-compose.production.yml";

/** With a token of the right form that opens nothing; the values are hidden from all evidence. */
export async function makeSecrets(deployment: Deployment): Promise<readonly string[]> {
  const AIRTABLE_TOKEN = `pat${"a1".repeat(7)}.${"0".repeat(64)}`;
  const made = await deployment.run("./make-secrets.sh", [], { budgetMs: 20_000, env: { AIRTABLE_TOKEN } });
  await expectCode(deployment, made, { code: 0, file: productionFile });
  const folder = path.join(deployment.tree, "secrets");
  const values = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), "utf8").trim());
  const secrets = values.filter((secret) => secret.length >= 16);
  deployment.hide(secrets);
  return secrets;
}
