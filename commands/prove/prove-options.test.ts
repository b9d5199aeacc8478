import { expect, test } from "vitest";
import type { Fault, FaultKind } from "../../fixtures/faults/fault.ts";
import { readProveOptions, selectFaults } from "./prove-options.ts";

const fault = (id: string, kind: FaultKind): Fault =>
  ({
    id,
    kind,
    title: id,
    section: 1,
    catches: [],
    diagnosis: {},
    changes: [],
    change: undefined,
  }) as unknown as Fault;
const all = [fault("a", "compose"), fault("b", "source"), fault("c", "source"), fault("d", "tree")];

const chosen = (...args: string[]) => selectFaults(readProveOptions(args), all).map(({ id }) => id);

test("When nothing is asked for, then every fault is chosen", () => {
  expect(chosen()).toEqual(["a", "b", "c", "d"]);
});

test("When kinds, faults and shards are asked for, then only those are chosen", () => {
  expect(chosen("--kind", "source,tree")).toEqual(["b", "c", "d"]);
  expect(chosen("--fault", "d, a")).toEqual(["a", "d"]);
  expect([...chosen("--shard", "1/2"), ...chosen("--shard", "2/2")].toSorted()).toEqual(["a", "b", "c", "d"]);
});

test("When mutants are asked for, then with the seed that was said, or with one of its own", () => {
  expect(readProveOptions(["--random", "20", "--seed", "7"]).random).toEqual({ count: 20, seed: 7 });
  const { random } = readProveOptions(["--random", "20"]);
  expect(random).toEqual({ count: 20, seed: expect.any(Number) as number });
  expect(readProveOptions([]).random).toBeUndefined();
});

test.each([
  [["--fault", "z"], 'unknown fault "z"'],
  [["--kind", "sorce"], 'unknown kind "sorce"; did you mean "source"?'],
  [["--shard", "3/2"], '--shard "3/2" is no part of a whole'],
  [["--shard", "0/2"], '--shard "0/2" is no part of a whole'],
  [["--lanes", "0"], '--lanes "0" is no whole number from 1 to 1000'],
  [["--runtime", "attached"], 'unknown runtime "attached"'],
  [["--kind", "tree", "--fault", "a"], "no fault is left"],
  [["--baseline", "--fault", "a"], "leave --fault out"],
  [["--path", "--kind", "tree"], "leave --kind out"],
  [["--path", "--shard", "1/2"], "leave --shard out"],
  [["--baseline", "--controls", "2"], "leave --controls out"],
  [["--random", "0"], '--random "0" is no whole number from 1 to 1000'],
  [["--random", "some"], '--random "some" is no whole number from 1 to 1000'],
  [["--random", "5", "--seed", "-1"], "--seed"],
  [["--random", "5", "--seed", "1.5"], '--seed "1.5" is no whole number from 0 to 2147483647'],
  [["--seed", "1"], "give --random N, too"],
  [["--random", "5", "--fault", "a"], "leave --fault out"],
  [["--random", "5", "--shard", "1/2"], "leave --shard out"],
  [["--random", "5", "--path"], "leave --path out"],
  [["--random", "5", "--list"], "leave --list out"],
  [["--random", "5", "--runtime", "containers"], "--random runs on the embedded runtime alone"],
  [["--falt", "a"], 'unknown option "--falt"'],
])("When %j is asked for, then one sentence says what is wrong", (args, sentence) => {
  expect(() => chosen(...args)).toThrow(sentence);
});
