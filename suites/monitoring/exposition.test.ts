// Holds what is read out of an exposition, and what is found wrong with one.
import { expect, test } from "vitest";
import { readExposition, sumOf } from "./exposition.ts";

const sound = `# HELP requests_total Requests
# TYPE requests_total counter
requests_total{route="/a\\"b",status="2xx"} 3
requests_total{route="/c",status="5xx"} 4
# HELP seconds Time
# TYPE seconds histogram
seconds_bucket{le="+Inf"} 2
seconds_sum 0.5
seconds_count 2
`;

test("When an exposition is sound, then its samples are read and nothing is found", () => {
  const read = readExposition(sound);
  expect(read.faults).toEqual([]);
  expect(read.samples[0]).toEqual({
    name: "requests_total",
    labels: { route: '/a"b', status: "2xx" },
    value: 3,
  });
  expect(sumOf(read, "requests_total")).toBe(7);
  expect(sumOf(read, "requests_total", { status: "5xx" })).toBe(4);
  expect(sumOf(read, "nothing")).toBe(0);
});

test.each([
  ["no help", "# TYPE a counter\na 1\n", "a has no HELP"],
  ["no type", "# HELP a A\na 1\n", "a has no TYPE"],
  ["a type that is none", "# HELP a A\n# TYPE a number\na 1\n", "a has the type number, which is none"],
  ["a series twice", '# HELP a A\n# TYPE a gauge\na{b="1"} 1\na{b="1"} 2\n', 'told twice: ["a",[["b","1"]]]'],
  ["another format", '{"requests": 3}\n', 'no sample: {"requests": 3}'],
  ["a value that is none", "# HELP a A\n# TYPE a gauge\na many\n", "no sample: a many"],
  ["an end in the middle", "# HELP a A\n# TYPE a gauge\na 1", "the last line does not end"],
])("When an exposition has %s, then that is told", (_, text, fault) => {
  expect(readExposition(text).faults).toContain(fault);
});
