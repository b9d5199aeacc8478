// However many ask at once, the work is done once: for routes that no limit counts, so that no flood is multiplied.

/** Calls that come while one is under way get its result or its error. */
export function shareOngoing<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let ongoing: Promise<Result> | undefined;
  return () => {
    ongoing ??= work().finally(() => {
      ongoing = undefined;
    });
    return ongoing;
  };
}
