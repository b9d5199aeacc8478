// Reads Prometheus' text exposition format 0.0.4, and says what of it a Prometheus would refuse or misread.

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Exposition {
  readonly samples: readonly Sample[];
  /** One sentence for each line or family at fault. */
  readonly faults: readonly string[];
}

const sampleLine = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)(?: -?\d+)?$/;
const label = /\s*([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\["\\n])*)"\s*(?:,|$)/y;
const types = new Set(["counter", "gauge", "histogram", "summary", "untyped"]);

interface Family {
  help: boolean;
  type: string | undefined;
}

/** As Go reads a float, by which Prometheus goes: `NaN` and `+Inf` in any case. */
function readValue(text: string): number | undefined {
  if (/^[+-]?nan$/i.test(text)) return Number.NaN;
  if (/^[+-]?inf(?:inity)?$/i.test(text)) return text.startsWith("-") ? -Infinity : Infinity;
  return /^[+-]?(\d|\.\d)/.test(text) && !Number.isNaN(Number(text)) ? Number(text) : undefined;
}

function readLabels(text: string): Readonly<Record<string, string>> | undefined {
  const labels: Record<string, string> = {};
  label.lastIndex = 0;
  while (label.lastIndex < text.length) {
    const [, name, value] = label.exec(text) ?? [];
    if (name === undefined || value === undefined || name in labels) return undefined;
    labels[name] = value.replaceAll(/\\(["\\n])/g, (_, escaped: string) =>
      escaped === "n" ? "\n" : escaped,
    );
  }
  return labels;
}

function readSample(line: string): Sample | undefined {
  const [, name, text = "", number = ""] = sampleLine.exec(line) ?? [];
  const [labels, value] = [readLabels(text), readValue(number)];
  return name === undefined || !labels || value === undefined ? undefined : { name, labels, value };
}

const partOf = /_(?:bucket|sum|count)$/;

/** The family that a sample belongs to: `x_bucket` is a part of the histogram x, if x is one. */
function familyOf(name: string, families: ReadonlyMap<string, Family>): string {
  const whole = name.replace(partOf, "");
  const type = families.get(whole)?.type;
  return type === "histogram" || type === "summary" ? whole : name;
}

const keyOf = ({ name, labels }: Sample): string =>
  JSON.stringify([name, Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1))]);

function familyFaults(samples: readonly Sample[], families: ReadonlyMap<string, Family>): string[] {
  const names = new Set(samples.map(({ name }) => familyOf(name, families)));
  return [...names].flatMap((name) => {
    const { help = false, type } = families.get(name) ?? {};
    return [
      ...(help ? [] : [`${name} has no HELP`]),
      ...(type === undefined ? [`${name} has no TYPE`] : []),
      ...(type !== undefined && !types.has(type) ? [`${name} has the type ${type}, which is none`] : []),
    ];
  });
}

/** The text of /metrics. */
export function readExposition(text: string): Exposition {
  const samples: Sample[] = [];
  const families = new Map<string, Family>();
  const faults: string[] = text === "" || text.endsWith("\n") ? [] : ["the last line does not end"];
  for (const line of text.split("\n")) {
    const [, word, name = "", rest = ""] = /^# (HELP|TYPE) (\S+) ?(.*)$/.exec(line) ?? [];
    if (word !== undefined) {
      const family = families.get(name) ?? { help: false, type: undefined };
      if (word === "HELP") family.help = rest !== "";
      else family.type = rest;
      families.set(name, family);
    } else if (line !== "" && !line.startsWith("#")) {
      const sample = readSample(line);
      if (sample) samples.push(sample);
      else faults.push(`no sample: ${line.slice(0, 120)}`);
    }
  }
  const keys = samples.map(keyOf);
  const doubled = keys.filter((key, index) => keys.indexOf(key) !== index);
  return {
    samples,
    faults: [...faults, ...doubled.map((key) => `told twice: ${key}`), ...familyFaults(samples, families)],
  };
}

/** The sum of a metric's samples, of those that have the given labels; 0 where there is none. */
export function sumOf(
  { samples }: Exposition,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number {
  const wanted = Object.entries(labels);
  const chosen = samples.filter(
    (sample) => sample.name === name && wanted.every(([key, value]) => sample.labels[key] === value),
  );
  return chosen.reduce((sum, { value }) => sum + value, 0);
}
