// A provider that pacts are replayed at: its real app, and a handler for each state that a pact may presuppose.
import { limit } from "../apps/running-app.ts";
import type { Provider, StateOf } from "../states.ts";

/** Takes the place of the examples that the pact names so. */
export type StateValues = Readonly<Record<string, string>>;

export type StateHandlers<P extends Provider> = Readonly<
  Record<StateOf<P>, () => Promise<StateValues | void>>
>;

export interface AnyProvider extends AsyncDisposable {
  readonly name: Provider;
  readonly url: string;
  /** Back to nothing: before each interaction, so that none depends on the one before. */
  readonly reset: () => Promise<void>;
  readonly states: Readonly<Record<string, () => Promise<StateValues | void>>>;
}

/** With one handler for each state of its vocabulary, no more and no less. */
export interface ProviderUnderTest<P extends Provider> extends AnyProvider {
  readonly name: P;
  readonly states: StateHandlers<P>;
}

/** A limit that was counted in two places, because the first was slow for a moment, takes a second round. */
const rounds = 5;

/** Asks, all at once, until the client has no requests left. */
export async function useUp(url: string, headers: Readonly<Record<string, string>>): Promise<void> {
  const ask = async (): Promise<number> => {
    const reply = await fetch(`${url}/nothing-is-here`, { headers });
    await reply.body?.cancel();
    return reply.status;
  };
  for (let round = 0; round < rounds; round += 1) {
    const statuses = await Promise.all(Array.from({ length: limit.max + 1 }, ask));
    if (statuses.includes(429) && (await ask()) === 429) return;
  }
  throw new Error(`${url} does not limit its clients`);
}
