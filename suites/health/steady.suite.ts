// Judges, after everything else and before anything is killed, that no service has ended by itself.
import { Failure } from "../failure.ts";
import { verify } from "../verify.ts";
import { health } from "./health.checks.ts";

verify(health.steady, async ({ stack, service: { name, compose }, evidence }) => {
  const { restartCount, status } = await stack.state(name);
  const summary = `${name} is ${status}, and was restarted ${restartCount} times since the run began`;
  evidence.record({ kind: "state", service: name, summary });
  if (restartCount === 0 && status === "running") return;
  const { file, line } = compose.at;
  throw new Failure(`${name} ended by itself while it was judged (${file}:${line})`, {
    file,
    line,
    cure: `read its log: docker compose logs ${name}`,
  });
});
