// Works through a queue with a few workers side by side, in the queue's order.

/** Stops taking new ones once the signal is aborted. */
export async function runLanes<Item>(
  items: readonly Item[],
  lanes: number,
  { work, signal }: { readonly work: (item: Item) => Promise<void>; readonly signal: AbortSignal },
): Promise<void> {
  const waiting = [...items];
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined && !signal.aborted; next = waiting.shift())
      await work(next);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
