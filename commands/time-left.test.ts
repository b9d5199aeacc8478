import { expect, test } from "vitest";
import { criteriaOf } from "../suites/catalogue.ts";
import { createTimeLeft } from "./time-left.ts";

const all = criteriaOf({ services: ["a"], datastores: [] });
const named = (...ids: string[]) => all.filter(({ id }) => ids.includes(id));
const clock = (times: readonly number[]) => {
  const left = [...times];
  return () => left.shift() ?? 0;
};

test("When durations are known, then what runs side by side counts a quarter", () => {
  const criteria = named("ports.unique", "chaos.redis");
  const durations = new Map([
    ["ports.unique", 400],
    ["chaos.redis", 2000],
  ]);
  const left = createTimeLeft(criteria, durations, clock([0, 0, 0]));

  expect(left.leftMs()).toBe(2100);
  left.done("ports.unique");
  expect(left.leftMs()).toBe(2000);
});

test("When this run is slower than the ones before, then so is what is left of it", () => {
  const criteria = named("chaos.redis", "chaos.postgres");
  const durations = new Map([
    ["chaos.redis", 1000],
    ["chaos.postgres", 1000],
  ]);
  const left = createTimeLeft(criteria, durations, clock([0, 3000]));
  left.done("chaos.redis");

  expect(left.leftMs()).toBe(3000);
});

test("When less than half was ever judged, then nobody knows", () => {
  const criteria = named("ports.unique", "chaos.redis", "chaos.postgres");

  expect(createTimeLeft(criteria, new Map([["ports.unique", 1]])).leftMs()).toBeUndefined();
});
