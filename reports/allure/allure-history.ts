// Allure's history file, held right: one point a run, in the order of time, however often a report is made again.

/** As much of a line as the order needs; Allure knows the rest. */
export interface HistoryPoint {
  readonly uuid: string;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
}

interface Line {
  readonly text: string;
  /** Undefined for a line that is damaged. */
  readonly point: HistoryPoint | undefined;
}

const longest = 50;

function readLines(text: string): readonly Line[] {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => ({ text: line, point: readPoint(line) }));
}

function readPoint(line: string): HistoryPoint | undefined {
  try {
    const point = JSON.parse(line) as Partial<HistoryPoint> | null;
    const isPoint = typeof point?.uuid === "string" && typeof point.timestamp === "number";
    return isPoint ? (point as HistoryPoint) : undefined;
  } catch {
    // Said by `damagedLines`; the other lines are as good as before.
    return undefined;
  }
}

const joined = (lines: readonly Line[]) => lines.map(({ text }) => `${text}\n`).join("");

/** Numbers, from 1, of the lines that nobody can read; they stay in the file, and out of every report. */
export function damagedLines(text: string): readonly number[] {
  return readLines(text).flatMap(({ point }, index) => (point === undefined ? [index + 1] : []));
}

/** What a report of `run` may look back on: the readable points of other runs before it. */
export function historyBefore(text: string, run: HistoryPoint): string {
  return joined(
    readLines(text).filter(
      ({ point }) => point !== undefined && point.uuid !== run.uuid && point.timestamp < run.timestamp,
    ),
  );
}

/** The history with `run` at its place in time, instead of what it held of that run before. */
export function historyWith(text: string, run: HistoryPoint): string {
  const others = readLines(text).filter(({ point }) => point?.uuid !== run.uuid);
  const later = others.findIndex(({ point }) => point !== undefined && point.timestamp > run.timestamp);
  const line = { text: JSON.stringify(run), point: run };
  const all = later === -1 ? [...others, line] : others.toSpliced(later, 0, line);
  return joined(all.slice(-longest));
}
