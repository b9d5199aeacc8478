// Writes Airtable formulas from untrusted text: a value is always a quoted literal, never part of the formula.
import type { Field } from "./airtable-gateway-client.ts";

const escapes: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  '"': '\\"',
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/** A string literal: quotes, backslashes and line ends are escaped. */
export const literal = (text: string): string =>
  `"${text.replaceAll(/[\\"\n\r\t]/g, (character) => escapes[character] ?? "")}"`;

/** A field's value; by id where the name itself would close the braces. */
export const reference = ({ id, name }: Field): string => `{${/[{}\\]/.test(name) ? id : name}}`;

/** True where any of `fields`, read as text, contains `text`, whatever its case. */
export function containsAnywhere(fields: readonly Field[], text: string): string {
  const haystacks = fields.map((field) => `LOWER(${reference(field)} & "")`);
  const found = haystacks.map((haystack) => `FIND(LOWER(${literal(text)}), ${haystack}) > 0`);
  return found.length === 1 ? found.join("") : `OR(${found.join(", ")})`;
}

/** All of them at once; undefined when there are none. */
export function allOf(formulas: readonly (string | undefined)[]): string | undefined {
  const given = formulas.filter((formula) => formula !== undefined);
  return given.length > 1 ? `AND(${given.join(", ")})` : given[0];
}
