import { expect, test } from "vitest";
import type { Reply } from "../http.ts";
import { withinOneWindow } from "./one-window.ts";

/** A limiter whose windows end after so many requests each. */
function limiter(quota: number, windows: number[]) {
  let used = 0;
  const seen: number[] = [];
  return {
    seen,
    ask: async (): Promise<Reply> => {
      if (used >= (windows[0] ?? Infinity)) {
        windows.shift();
        used = 0;
      }
      used += 1;
      seen.push(used);
      const headers = {
        "ratelimit-policy": `"login";q=${quota};w=3`,
        ratelimit: `"login";r=${Math.max(0, quota - used)};t=3`,
      };
      return { status: used > quota ? 429 : 200, headers, text: "", json: undefined, ms: 1 };
    },
  };
}

test("When the window is fresh, then the quota passes and the next is limited", async () => {
  const { ask, seen } = limiter(10, []);
  const replies = await withinOneWindow({ ask, quota: 10, count: 11, what: "the test" });

  expect(replies.map(({ status }) => status)).toEqual([...Array.from({ length: 10 }, () => 200), 429]);
  expect(seen).toHaveLength(11);
});

test("When a window has begun before or ends within the requests, then they count for nothing", async () => {
  const { ask } = limiter(10, [3, 6, 8]);
  await ask();
  const replies = await withinOneWindow({ ask, quota: 10, count: 11, what: "the test" });

  expect(replies.filter(({ status }) => status === 429)).toHaveLength(1);
  expect(replies.at(-1)?.status).toBe(429);
});

test("When a limiter never counts, then its replies come back for the judge", async () => {
  const { ask } = limiter(
    10,
    Array.from({ length: 20 }, () => 1),
  );
  const replies = await withinOneWindow({ ask, quota: 10, count: 11, what: "the test" });

  expect(replies.map(({ status }) => status)).toEqual(Array.from({ length: 11 }, () => 200));
});

test("When nothing is announced, then the replies are taken as they come", async () => {
  const silent: Reply = { status: 404, headers: {}, text: "", json: undefined, ms: 1 };

  expect(
    await withinOneWindow({ ask: async () => silent, quota: 10, count: 11, what: "the test" }),
  ).toHaveLength(11);
});
