// Where the reports find the documentation of a suite's criteria: in the hosted repository, else in this tree.
import { readFileSync } from "node:fs";
import path from "node:path";

const page = "docs/criteria.md";

/** A function of the suite's name; `folder` is where the pages with the links are. */
export function documentationUrl(
  root: string,
  { folder, commit }: { folder: string; commit: string | null },
): (suite: string) => string {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = process.env;
  const hosted =
    server && repository && commit ? `${server}/${repository}/blob/${commit}/${page}` : undefined;
  const local = path.relative(folder, path.join(root, page)).replaceAll(path.sep, "/");
  const anchors = anchorsOf(readFileSync(path.join(root, page), "utf8"));
  return (suite) => `${hosted ?? local}#${anchors.get(suite) ?? ""}`;
}

/** As GitHub makes them: `## rate-limits (§9)` is `#rate-limits-9`. */
function anchorsOf(markdown: string): ReadonlyMap<string, string> {
  const headings = [...markdown.matchAll(/^## (?<title>(?<suite>[\w-]+) .*)$/gm)].map(
    ({ groups }) => groups ?? {},
  );
  return new Map(
    headings.map(({ suite = "", title = "" }) => [
      suite,
      title
        .toLowerCase()
        .replaceAll(/[^\w -]/g, "")
        .replaceAll(" ", "-"),
    ]),
  );
}
