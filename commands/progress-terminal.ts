// A run's progress on a terminal: what happened stays as lines, what happens now moves below them.
import { createLogUpdate } from "log-update";
import { screenOf } from "../reports/render/layout.ts";
import { after, atRest, liveLines } from "./live-view.ts";
import { lineOf, progressLines } from "./progress-lines.ts";
import type { Listener } from "./run-events.ts";

const frameMs = 100;

/** A pipeline may give its jobs a terminal, and keeps what is written to it as a log. */
const isPipeline = (env: NodeJS.ProcessEnv) => !["", "0", "false"].includes(env["CI"] ?? "");

const canMove = (stream: NodeJS.WriteStream) =>
  stream.isTTY && process.env["TERM"] !== "dumb" && !isPipeline(process.env);

function liveProgress(stream: NodeJS.WriteStream): Listener {
  const update = createLogUpdate(stream);
  let state = atRest;
  let turn = 0;
  let timer: NodeJS.Timeout | undefined;
  const draw = () => {
    const lines = liveLines(state, turn, screenOf(stream));
    if (lines.length > 0) update(lines.join("\n"));
  };
  const move = () => {
    turn += 1;
    draw();
  };
  const rest = () => {
    clearInterval(timer);
    timer = undefined;
    update.clear();
    // Shows the cursor again.
    update.done();
  };
  return (event) => {
    const line = lineOf(event, screenOf(stream));
    state = after(state, event);
    if (state.stage === "idle") {
      if (timer) rest();
      if (line !== undefined) stream.write(`${line}\n`);
      return;
    }
    timer ??= setInterval(move, frameMs).unref();
    if (line !== undefined) update.persist(line);
    draw();
  };
}

/** Lines alone where the stream is no terminal, or one that nobody watches. */
export function terminalProgress(stream: NodeJS.WriteStream): Listener {
  return canMove(stream) ? liveProgress(stream) : progressLines(stream, screenOf(stream));
}
