// Repeats what a window's end made void, but not what found nobody there.
import { type UntilOptions, until } from "../../fixtures/until.ts";
import { Unreachable } from "../failure.ts";

/** The attempt's result, again after an error; Unreachable ends it at once: no window brings a dead service back. */
export async function sendAgain<Result>(
  attempt: () => Promise<Result>,
  options: UntilOptions,
): Promise<Result> {
  const outcome = await until(async () => {
    try {
      return { result: await attempt() };
    } catch (error) {
      if (error instanceof Unreachable) return { unreachable: error };
      throw error;
    }
  }, options);
  if ("unreachable" in outcome) throw outcome.unreachable;
  return outcome.result;
}
