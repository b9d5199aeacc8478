import { expect, test } from "vitest";
import { type Commit, commitsBetween } from "./commits-between.ts";

const commit = (hash: string, ...parents: readonly string[]): Commit => ({ hash, subject: hash, parents });

// e merges the side branch d into c; a is the oldest that the clone has, b is in both.
const commits = [
  commit("e", "c", "d"),
  commit("d", "b"),
  commit("c", "b"),
  commit("b", "a"),
  commit("a", "0"),
];

test.each([
  ["a", "e", ["e", "d", "c", "b"]],
  ["c", "e", ["e", "d"]],
  ["d", "c", ["c"]],
  ["e", "e", []],
  ["e", "a", []],
])("When asked from %s to %s, then it is what the later has and the earlier has not", (from, to, between) => {
  expect(commitsBetween(commits, from, to)?.map(({ hash }) => hash)).toEqual(between);
});

test.each([
  ["0", "e"],
  [null, "e"],
  ["a", null],
  ["a", "unknown"],
])("When one of %s and %s is not among the commits, then nobody knows", (from, to) => {
  expect(commitsBetween(commits, from, to)).toBeUndefined();
});
