// Reads .env.template and says what is wrong with it, next to the variables that compose files and services read.

export interface TemplateEntry {
  readonly name: string;
  readonly value: string;
  /** 1-based. */
  readonly line: number;
  /** True when the line before is a comment. */
  readonly explained: boolean;
}

/** One thing that is wrong, at a line of the template; line 1 for what is not there. */
export interface TemplateFault {
  readonly summary: string;
  readonly line: number;
  readonly cure: string;
}

const secretName = /(SECRET|PASSWORD|TOKEN|API_KEY)$/;
const placeholder = /change-me/;

function readTemplate(text: string): readonly TemplateEntry[] {
  const lines = text.split(/\r?\n/);
  return lines.flatMap((line, index) => {
    const { name, value } = /^(?:export\s+)?(?<name>[A-Za-z_]\w*)\s*=(?<value>.*)$/.exec(line)?.groups ?? {};
    if (name === undefined || value === undefined) return [];
    const explained = /^#\s*\S/.test(lines[index - 1] ?? "");
    return [{ name, value: value.trim(), line: index + 1, explained }];
  });
}

function faultOf(
  { name, value, line, explained }: TemplateEntry,
  read: ReadonlyMap<string, string>,
): TemplateFault[] {
  const fault = (summary: string, cure: string) => [{ summary: `${name} ${summary}`, line, cure }];
  if (!read.has(name)) return fault("is read by nobody", "take it out");
  if (!explained) return fault("has no comment above it", "say in one line what it is for");
  if (value !== "" && secretName.test(name) && !placeholder.test(value))
    return fault("holds a value", "leave it empty, or write change-me");
  return [];
}

/** `read` has each variable that somebody reads, with the file that does. */
export function templateFaults(text: string, read: ReadonlyMap<string, string>): readonly TemplateFault[] {
  const entries = readTemplate(text);
  const names = entries.map(({ name }) => name);
  const missing = [...read].filter(([name]) => !names.includes(name));
  const doubled = entries.filter(({ name }, index) => names.indexOf(name) < index);
  return [
    ...missing.map(([name, file]) => ({
      summary: `${name}, which ${file} reads, is not there`,
      line: 1,
      cure: `add ${name}= with a comment`,
    })),
    ...doubled.map(({ name, line }) => ({ summary: `${name} is there twice`, line, cure: "take one out" })),
    ...entries.flatMap((entry) => faultOf(entry, read)),
  ];
}
