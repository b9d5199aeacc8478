import { expect, onTestFinished, test, vi } from "vitest";
import { rememberCheck } from "./remember-check.ts";

test("When a check is asked again soon, then its verdict stands, a good one longer than a bad one", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  onTestFinished(() => void vi.useRealTimers());
  const check = vi.fn<() => Promise<void>>().mockRejectedValueOnce(new Error("away")).mockResolvedValue();
  const remembered = rememberCheck(check);
  await expect(Promise.all([remembered(), remembered()])).rejects.toThrow("away");
  await expect(remembered()).rejects.toThrow("away");
  expect(check).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1000);
  await remembered();
  vi.advanceTimersByTime(2999);
  await remembered();
  expect(check).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(1);
  await remembered();
  expect(check).toHaveBeenCalledTimes(3);
});
