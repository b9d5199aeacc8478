// The acceptance as a container of compose.test.yml: judges the system beside it; the reports belong to the caller.
import { statSync } from "node:fs";

/** Where compose mounts the caller's folder of reports. */
const reports = "/reports";
const longestMs = 15 * 60_000;

/** An engine's containers run as root, and what root leaves behind the caller could not even delete. */
function beOwnerOf(folder: string): void {
  const { uid, gid } = statSync(folder);
  if (process.getuid?.() !== 0 || uid === 0) return;
  process.setgroups?.([gid]);
  process.setgid?.(gid);
  process.setuid?.(uid);
  process.env["HOME"] = "/tmp";
}

beOwnerOf(reports);
setTimeout(() => {
  console.error(`No verdict within ${longestMs / 60_000} minutes.`);
  process.exit(3);
}, longestMs).unref();
// It disturbs nobody but the system beside it, of which it can stop nothing.
const fixed = ["--runtime", "attached", "--allow", "chaos", "--wait", "120", "--out", `${reports}/out`];
process.argv.splice(2, 0, ...fixed);
await import("./verify.ts");
