// Compares words as people write them: without case, accents, plural endings and small typing errors.

/** Letters and digits alone, in lower case, without accents. */
export const compact = (text: string): string =>
  text
    .normalize("NFKD")
    .replaceAll(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();

const irregular: readonly (readonly [RegExp, string])[] = [
  [/people$/, "person"],
  [/children$/, "child"],
  [/women$/, "woman"],
  [/men$/, "man"],
  [/mice$/, "mouse"],
  [/feet$/, "foot"],
  [/([^aeiou])ies$/, "$1y"],
  [/(ss|x|z|ch|sh)es$/, "$1"],
  [/([^su])s$/, "$1"],
];

/** A compact word in the singular, roughly: both sides of a comparison go through it. */
export function singular(word: string): string {
  const rule = irregular.find(([ending]) => ending.test(word));
  return rule ? word.replace(rule[0], rule[1]) : word;
}

/** Insertions, deletions, replacements and swaps of neighbours between two words. */
export function editDistance(left: string, right: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1];
      const isSwap = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      current[column] = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (same ? 0 : 1),
        row > 1 && column > 1 && isSwap ? (before[column - 2] ?? 0) + 1 : Infinity,
      );
    }
    before = previous;
    previous = current;
  }
  return previous[right.length] ?? 0;
}

/** Short words allow no error: one letter makes another word of them. */
const allowedEdits = (length: number): number => {
  if (length <= 3) return 0;
  if (length <= 5) return 1;
  return length <= 9 ? 2 : 3;
};

export const exact = 4;
export const plural = 3;
export const typo = 2;

/** Edits between two words, where they are few enough to be a slip; undefined otherwise. */
function slips(left: string, right: string): number | undefined {
  const allowed = allowedEdits(Math.min(left.length, right.length));
  if (Math.abs(left.length - right.length) > allowed) return undefined;
  const edits = editDistance(left, right);
  return edits <= allowed ? edits : undefined;
}

/** A text in the two forms that comparisons need, so that each is worked out once. */
export interface Form {
  readonly word: string;
  readonly singular: string;
}

export const formOf = (text: string): Form => {
  const word = compact(text);
  return { word, singular: singular(word) };
};

/** How well a text names a name: `exact`, `plural`, a little under `typo`, or 0. */
export function likeness(text: Form, name: Form): number {
  if (text.word === "" || name.word === "") return 0;
  if (text.word === name.word) return exact;
  if (text.singular === name.singular) return plural;
  const edits = slips(text.word, name.word) ?? slips(text.singular, name.singular);
  return edits === undefined ? 0 : typo - edits / 10;
}
