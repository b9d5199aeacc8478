import { expect, test } from "vitest";
import { scriptFailure } from "./explain-end.ts";

test("When bash could not go on with a script, then the script and its line are the cause", () => {
  const lines = ["Starting it:", "/tmp/copy/deploy/bring-up.sh: line 33: known_sick: unbound variable"];

  expect(scriptFailure({ lines }, "/tmp/copy")).toMatchObject({
    message: "deploy/bring-up.sh:33: known_sick: unbound variable",
    diagnosis: { file: "deploy/bring-up.sh", line: 33 },
  });
});

test("When no script is at fault, then none is named", () => {
  expect(scriptFailure({ lines: ["llm-orchestrator stays unhealthy."] }, "/tmp/copy")).toBeUndefined();
});
