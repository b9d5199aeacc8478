import { connect } from "node:net";
import { once } from "node:events";
import { expect, test, vi } from "vitest";
import { explainFailure } from "./explain-failure.ts";

/** What it says of the error, and its exit code. */
function explained(error: Error) {
  const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const code = explainFailure(error);
  return { code, said: said.mock.calls };
}

async function refused(): Promise<Error> {
  const [error] = (await once(connect("/run/nowhere/docker.sock"), "error")) as [Error];
  return error;
}

test("When the engine goes away, also while things are put away, then it is one sentence with the cure", async () => {
  const error = new SuppressedError(new Error("the network is still there"), await refused());

  expect(explained(error)).toEqual({
    code: 3,
    said: [
      [
        "The container engine went away (connect ENOENT /run/nowhere/docker.sock); start it, and try again: what was left on it is removed then.",
      ],
    ],
  });
});

test("When the harness itself breaks, then the error is shown with where it was thrown", () => {
  const error = new Error("no such thing");

  expect(explained(error)).toEqual({ code: 3, said: [["The harness failed:", error]] });
});
