// The interval in which a proportion lies that was seen in a few runs (Wilson 1927): sound for 0 of n and n of n too.

/** Of the standard normal distribution, for 95%. */
const z = 1.959_964;

export interface Interval {
  /** Between 0 and 1. */
  readonly low: number;
  readonly high: number;
}

/** The 95% score interval for `passed` of `runs`. */
export function wilson(passed: number, runs: number): Interval {
  if (runs === 0) return { low: 0, high: 1 };
  const share = passed / runs;
  const square = (z * z) / runs;
  const centre = share + square / 2;
  const spread = z * Math.sqrt((share * (1 - share) + square / 4) / runs);
  return {
    low: Math.max(0, (centre - spread) / (1 + square)),
    high: Math.min(1, (centre + spread) / (1 + square)),
  };
}
