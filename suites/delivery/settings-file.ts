// Reads a file of variables, and says which of its values are secrets.

const secretName = /(SECRET|PASSWORD|TOKEN|API_KEY)$/;

export interface Settings {
  readonly settings: ReadonlyMap<string, string>;
  /** The values of those that are set. */
  readonly secrets: readonly string[];
}

/** `NAME=value` lines, as deploy-local.sh writes them. */
export function settingsIn(text: string): Settings {
  const lines = [...text.matchAll(/^(?<name>[A-Z_]+)=(?<value>.*)$/gm)];
  const settings = new Map(lines.map(({ groups }) => [groups?.["name"] ?? "", groups?.["value"] ?? ""]));
  const secrets = [...settings].filter(([name, value]) => secretName.test(name) && value !== "");
  return { settings, secrets: secrets.map(([, value]) => value) };
}
