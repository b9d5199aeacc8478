// A command line that cannot be carried out: one sentence that names the word and the cure; exit code 2.
import { parseArgs, type ParseArgsConfig } from "node:util";
import { didYouMean } from "../fixtures/topology/did-you-mean.ts";

export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** `unknown suite "prots"; did you mean "ports"?` */
export const unknownWord = (kind: string, word: string, known: readonly string[]): UsageError =>
  new UsageError(`unknown ${kind} "${word}"; ${didYouMean(word, known)}`);

type Options = NonNullable<ParseArgsConfig["options"]>;

/** Refuses an option that `options` does not declare, by name and with the nearest one. */
function refuseUnknown(args: readonly string[], options: Options): void {
  const known = Object.keys(options);
  for (const word of args.filter((arg) => arg.startsWith("--") && arg !== "--")) {
    const name = word.slice(2).split("=", 1)[0] ?? "";
    if (!known.includes(name))
      throw unknownWord(
        "option",
        `--${name}`,
        known.map((option) => `--${option}`),
      );
  }
}

/** `parseArgs` of node:util with words beside the options, its refusals as UsageErrors. */
export function readWords<const Declared extends Options>(args: readonly string[], options: Declared) {
  return parse(args, options, true);
}

/** The same for a command that takes options alone. */
export function readArguments<const Declared extends Options>(args: readonly string[], options: Declared) {
  return parse(args, options, false).values;
}

function parse<const Declared extends Options>(
  args: readonly string[],
  options: Declared,
  allowPositionals: boolean,
) {
  refuseUnknown(args, options);
  try {
    return parseArgs({ args: [...args], options, allowPositionals, strict: true });
  } catch (error) {
    const [sentence = ""] = (error as Error).message.split(". ");
    throw new UsageError(`${sentence}; see --help`);
  }
}
