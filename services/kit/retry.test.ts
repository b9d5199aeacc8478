import { expect, test } from "vitest";
import { backoffMs, retry } from "./retry.ts";

const quick = { attempts: 3, baseMs: 1, maxMs: 4, budgetMs: 10_000 };
const onError = (attempt: { ok: boolean }) => (attempt.ok ? undefined : {});

const onResult = (attempt: { ok: boolean }) => (attempt.ok ? {} : undefined);
const inAMinute = () => ({ afterMs: 60_000 });

function failing(times: number) {
  const calls: number[] = [];
  const operation = (attempt: number) => {
    calls.push(attempt);
    return attempt <= times ? Promise.reject(new Error(`failure ${attempt}`)) : Promise.resolve(attempt);
  };
  return { calls, operation };
}

test("When the first attempts fail, then the one that works is the result", async () => {
  const { calls, operation } = failing(2);
  expect(await retry(operation, { ...quick, again: onError })).toBe(3);
  expect(calls).toEqual([1, 2, 3]);
});

test("When every attempt fails, then the last error is thrown after the last attempt", async () => {
  const { calls, operation } = failing(9);
  await expect(retry(operation, { ...quick, again: onError })).rejects.toThrow("failure 3");
  expect(calls).toHaveLength(3);
});

test("When an error is not to be tried again, then it is thrown at once", async () => {
  const { calls, operation } = failing(9);
  await expect(retry(operation, { ...quick, again: () => undefined })).rejects.toThrow("failure 1");
  expect(calls).toHaveLength(1);
});

test("When a wait would end after the budget, then nobody waits", async () => {
  const { calls, operation } = failing(9);
  await expect(retry(operation, { ...quick, budgetMs: 100, again: inAMinute })).rejects.toThrow("failure 1");
  expect(calls).toHaveLength(1);
});

test("When a result is judged bad, then it is asked for again, and the last one is kept", async () => {
  let status = 500;
  expect(await retry(() => Promise.resolve(status++), { ...quick, again: onResult })).toBe(502);
});

test("When the signal aborts, then the wait ends", async () => {
  const stopping = new AbortController();
  const waiting = retry(failing(9).operation, {
    ...quick,
    baseMs: 60_000,
    maxMs: 60_000,
    budgetMs: Infinity,
    signal: stopping.signal,
    again: onError,
  });
  stopping.abort();
  await expect(waiting).rejects.toThrow(/abort/i);
});

test("When attempts go on, then waits grow between half and all of the doubled base, up to the most", () => {
  for (const [attempt, full] of [
    [1, 100],
    [2, 200],
    [3, 400],
    [9, 1000],
  ] as const) {
    const wait = backoffMs(attempt, { baseMs: 100, maxMs: 1000 });
    expect(wait).toBeGreaterThanOrEqual(full / 2);
    expect(wait).toBeLessThanOrEqual(full);
  }
});
