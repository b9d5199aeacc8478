// Comma-separated values (RFC 4180) that a spreadsheet cannot mistake for formulas.
import { cellText } from "./cell-text.ts";

export interface Csv {
  readonly text: string;
  /** Cells that got an apostrophe because they began like a formula. */
  readonly guarded: number;
}

/** What spreadsheets take for the start of a formula (OWASP, "CSV Injection"). */
const formulaStart = /^[=+\-@\t\r]/;

const quote = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** Texts that begin like a formula get an apostrophe in front; numbers are left alone. */
export function writeCsv(rows: readonly (readonly unknown[])[]): Csv {
  let guarded = 0;
  const cell = (value: unknown): string => {
    const text = cellText(value);
    const isFormula = typeof value !== "number" && formulaStart.test(text);
    if (isFormula) guarded += 1;
    return quote(isFormula ? `'${text}` : text);
  };
  const text = rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
  return { text, guarded };
}
