// A cell's value as a person would read it: lists joined, attachments and people by name.

/** "" for an empty cell. */
export function cellText(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.map(cellText).join(", ");
  if (typeof value === "string") return value;
  if (typeof value !== "object") return JSON.stringify(value);
  const { name, filename, email, text, url } = value as Record<string, unknown>;
  const shown = [name, filename, email, text, url].find((part) => typeof part === "string");
  return typeof shown === "string" ? shown : JSON.stringify(value);
}
