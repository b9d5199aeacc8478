// A process of its own for one run of a broken system: told a job by its parent, it answers how that ended.
import path from "node:path";
import { loadFaults } from "../../fixtures/faults/load-faults.ts";
import { stopOnSignal } from "../stop-on-signal.ts";
import type { Job } from "./job.ts";
import { runJob } from "./run-job.ts";

const root = path.resolve(import.meta.dirname, "../..");
const gone = new AbortController();
// A parent that is gone wants no answer; the run is put away in order.
process.once("disconnect", () => gone.abort());
const signal = AbortSignal.any([stopOnSignal(), gone.signal]);

process.once("message", (job: Job) => {
  void loadFaults()
    .then((all) => all.filter(({ id }) => job.faults.includes(id)))
    .then((broken) => runJob({ ...job, root, broken, signal }))
    .then((end) => process.send?.(end, () => process.exit()));
});
