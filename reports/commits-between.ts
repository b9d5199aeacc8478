// The commits that lie between two runs; the pages say it in the browser with this very function.

export interface Commit {
  readonly hash: string;
  readonly subject: string;
  readonly parents: readonly string[];
}

/**
 * Those of `commits` that `to` has and `from` has not, in their order; undefined where either is not among them.
 * Refers to nothing outside itself: pages carry its text.
 */
export function commitsBetween(
  commits: readonly Commit[],
  from: string | null,
  to: string | null,
): readonly Commit[] | undefined {
  const byHash = new Map(commits.map((commit) => [commit.hash, commit]));
  const reached = (start: string) => {
    const seen = new Set<string>();
    const open = [start];
    for (let hash = open.pop(); hash !== undefined; hash = open.pop()) {
      if (seen.has(hash)) continue;
      seen.add(hash);
      open.push(...(byHash.get(hash)?.parents ?? []));
    }
    return seen;
  };
  if (from === null || to === null || !byHash.has(from) || !byHash.has(to)) return undefined;
  const known = reached(from);
  const wanted = reached(to);
  return commits.filter(({ hash }) => wanted.has(hash) && !known.has(hash));
}
