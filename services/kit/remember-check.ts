// Keeps a readiness check's verdict for a moment, so that probes do not spend a peer's rate limit.

const goodMs = 3000;
const badMs = 1000;

/** One call of `check` at a time; its success counts for 3 s, its failure for 1 s, so that recovery shows soon. */
export function rememberCheck(check: () => Promise<void>): () => Promise<void> {
  let verdict: Promise<void> | undefined;
  let until = Infinity;
  const settle = (ms: number) => {
    until = performance.now() + ms;
  };
  return () => {
    if (verdict && performance.now() < until) return verdict;
    until = Infinity;
    verdict = check();
    verdict.then(
      () => settle(goodMs),
      () => settle(badMs),
    );
    return verdict;
  };
}
