// `npm run site`: the published site of reports: what is taken from it before a run, and what is published after.
import { explainFailure } from "./explain-failure.ts";
import { assembleSite, restoreSite } from "./published-site.ts";
import { readWords, UsageError } from "./usage-error.ts";

const help = `Usage: npm run site -- restore URL [--out DIRECTORY]
       npm run site -- assemble DIRECTORY [--out DIRECTORY]

restore takes the histories of the published site to where the reports go on with them, and the results of
the base branch to base/pass-rate.json there. A site that is not there yet has none.
assemble copies the reports to a directory that can be published, without what is of one machine.

  --out DIRECTORY   where the reports are (default reports/out)
`;

async function main(): Promise<number> {
  const { values, positionals } = readWords(process.argv.slice(2), {
    out: { type: "string", default: "reports/out" },
    help: { type: "boolean", default: false },
  });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const [action, where, ...more] = positionals;
  if (where === undefined || more.length > 0)
    throw new UsageError("site takes an action and a place; see --help");
  if (action === "restore") await restoreSite(where, values.out);
  else if (action === "assemble") assembleSite(where, values.out);
  else throw new UsageError(`unknown action "${action ?? ""}"; site knows restore and assemble`);
  return 0;
}

process.exitCode = await main().catch(explainFailure);
