// Cuts a message into words that still know where they stood in it.
import { compact } from "./word-forms.ts";

export interface Token {
  readonly text: string;
  /** Without case, accents and punctuation; the sign itself for = < > and their kin. */
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

const pattern = /[<>=!]+|:(?=\s)|[\p{L}\p{N}$€£][\p{L}\p{M}\p{N}'’._,@+#/&%-]*/gu;
const sign = /^[<>=!:]+$/;

export function tokenize(message: string): readonly Token[] {
  return [...message.matchAll(pattern)].map(({ 0: found, index }) => {
    const text = found.replace(/['’.,_/&-]+$/, "");
    return { text, word: sign.test(text) ? text : compact(text), start: index, end: index + text.length };
  });
}

/** The message's own text from one token to another (exclusive). */
export function textOf(message: string, tokens: readonly Token[]): string {
  const [first, last] = [tokens[0], tokens.at(-1)];
  return first && last ? message.slice(first.start, last.end) : "";
}

const quotes = /^["“”'‘’«»`]+|["“”'‘’«»`?!.]+$/gu;

export const unquoted = (text: string): string => text.trim().replaceAll(quotes, "").trim();
