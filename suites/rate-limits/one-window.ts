// Sends a number of requests within one window of a limit, as the limit's own announcement says, not the clock.
import type { Reply } from "../http.ts";
import { limitOf } from "./announced-limit.ts";
import { sendAgain } from "./send-again.ts";

export interface BurstOptions {
  /** `quiet` leaves the middle of the burst out of the evidence. */
  readonly ask: (quiet: boolean) => Promise<Reply>;
  /** Of the limit, as it is announced. */
  readonly quota: number;
  readonly count: number;
  /** Requests at a time; 1 keeps the replies in order. Default 10. */
  readonly lanes?: number;
  readonly what: string;
}

const budgetMs = 20_000;

/** The window of `quota` began with this request. */
const isFirst = (reply: Reply, quota: number) => limitOf(reply, quota)?.remaining === quota - 1;

async function inLanes(ask: () => Promise<Reply>, count: number, lanes: number): Promise<Reply[]> {
  const replies: Reply[] = [];
  let left = count;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      replies.push(await ask());
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, count) }, lane));
  return replies;
}

/**
 * The replies to `count` requests of which the first began a window and the last, sent when all others were
 * answered, is still in it. Where the window ended within them, on a slow machine, they count for nothing and
 * are sent again. A limit that announces nothing is taken as it comes.
 */
export function withinOneWindow({
  ask,
  quota,
  count,
  lanes = 10,
  what,
}: BurstOptions): Promise<readonly Reply[]> {
  const burst = async () => {
    const first = await ask(false);
    if (limitOf(first, quota) && !isFirst(first, quota))
      throw new Error("a window that earlier requests began");
    const replies = [first, ...(await inLanes(() => ask(true), count - 2, lanes)), await ask(false)];
    const begun = replies.filter((reply) => isFirst(reply, quota)).length;
    // A limit at which most requests are the first does not count at all, which is for the judge to say.
    if (begun > 1 && begun < count / 2) throw new Error("a window that ended within the requests");
    return replies;
  };
  return sendAgain(burst, {
    budgetMs,
    intervalMs: 100,
    what: `${count} requests within one window: ${what}`,
  });
}
