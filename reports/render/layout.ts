// Lays text out on a terminal: wraps to its width, pads by what is seen, draws bars, paints where colour is wanted.
import { stripVTControlCharacters, styleText } from "node:util";

export type Style = Parameters<typeof styleText>[0];
export type Paint = (style: Style, text: string) => string;

export interface Screen {
  /** Columns. */
  readonly width: number;
  readonly paint: Paint;
}

export const plainScreen = (width: number): Screen => ({ width, paint: (_, text) => text });

const widest = 110;

/** Colour and width of a stream: none without a terminal or with NO_COLOR, 80 columns where it has no width. */
export function screenOf(stream: NodeJS.WritableStream & { columns?: number }): Screen {
  const width = Math.min(Math.max(stream.columns ?? 80, 40), widest);
  return { width, paint: (style, text) => styleText(style, text, { stream }) };
}

const seen = (text: string) => stripVTControlCharacters(text).length;

export const padEnd = (text: string, width: number) => text + " ".repeat(Math.max(0, width - seen(text)));

export const padStart = (text: string, width: number) => " ".repeat(Math.max(0, width - seen(text))) + text;

/** Breaks plain text at spaces; a word that is longer than the width stays whole, so that it can be copied. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/u).filter(Boolean)) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** A bar of `width` columns; full only when the share is 1, empty only when it is 0. */
export function bar(share: number, width: number): { readonly full: string; readonly rest: string } {
  const columns = share >= 1 ? width : Math.min(width - 1, Math.ceil(share * width));
  return { full: "█".repeat(columns), rest: "░".repeat(width - columns) };
}
