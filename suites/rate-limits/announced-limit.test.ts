import { expect, test } from "vitest";
import { announcedLimits, limitOf } from "./announced-limit.ts";

const login = { name: "login", quota: 100, windowSeconds: 3, remaining: 99, resetSeconds: 3 };

test("When an answer announces two limits, then both are read and found by their quota", () => {
  const headers = {
    "ratelimit-policy": '"platform-services";q=600;w=3, "login";q=100;w=3',
    ratelimit: '"platform-services";r=598;t=2, "login";r=99;t=3',
  };
  const general = {
    name: "platform-services",
    quota: 600,
    windowSeconds: 3,
    remaining: 598,
    resetSeconds: 2,
  };

  expect(announcedLimits(headers)).toEqual([general, login]);
  expect(limitOf({ headers }, 100)).toEqual(login);
  expect(limitOf({ headers }, 7)).toBeUndefined();
});

test("When other libraries write spaces and a partition key, then the limit is read all the same", () => {
  const headers = {
    "ratelimit-policy": '"login"; q=100; w=3; pk=:ZGU4ZDdkMQ==:',
    ratelimit: '"login"; r=99; t=3',
  };
  expect(announcedLimits(headers)).toEqual([login]);
});

test("When a header is missing or says half, then nothing is announced", () => {
  expect(announcedLimits({})).toEqual([]);
  expect(announcedLimits({ "ratelimit-policy": '"login";q=100;w=3' })).toEqual([]);
  expect(announcedLimits({ "ratelimit-policy": '"login";q=100', ratelimit: '"login";r=99;t=3' })).toEqual([]);
});
