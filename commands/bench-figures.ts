// Prints measured figures: minimum, median, maximum.

const cell = (value: number | undefined) => (value ?? Number.NaN).toFixed(2).padStart(10);

/** `bring-up, all ready   2.61  2.70  3.02 s`. */
export function printFigures(title: string, values: readonly number[], unit: string): void {
  const sorted = values.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  console.log(`${title.padEnd(46)}${cell(sorted[0])}${cell(median)}${cell(sorted.at(-1))} ${unit}`);
}

export const printHeading = (title: string): void =>
  console.log(`\n${title.padEnd(46)}${"min".padStart(10)}${"median".padStart(10)}${"max".padStart(10)}`);
