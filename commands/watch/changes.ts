// Waits for files to be saved, and hands them over together: an editor saves several at once.
import path from "node:path";
import { watch } from "chokidar";

export interface Change {
  /** What was saved since the last one, relative to the root, with forward slashes. */
  readonly files: readonly string[];
  /** Somebody asked for everything. */
  readonly all: boolean;
  /** When the first file was seen to be saved, by performance.now(). */
  readonly at: number;
}

export interface Changes extends AsyncDisposable {
  /** Waits for the next one; undefined once the signal aborts. */
  readonly next: () => Promise<Change | undefined>;
  /** Aborts as soon as there is one that was not handed over. */
  readonly pending: () => AbortSignal;
  /** As if everything had been saved. */
  readonly askForAll: () => void;
}

const togetherMs = 60;
const uninteresting = /(^|\/)(node_modules|\.git)(\/|$)|\.test\.ts$|\.md$|~$|\.sw.$/;

/** Of files that may be saved one after another, what is handed over at once. */
function collectChanges(signal: AbortSignal) {
  let files = new Set<string>();
  let all = false;
  let at: number | undefined;
  let woken = Promise.withResolvers<void>();
  let pending = new AbortController();
  const wake = () => {
    pending.abort();
    woken.resolve();
  };
  let timer: NodeJS.Timeout | undefined;
  const note = (file?: string) => {
    if (file === undefined) all = true;
    else files.add(file.replaceAll(path.sep, "/"));
    at ??= performance.now();
    clearTimeout(timer);
    timer = setTimeout(wake, togetherMs);
  };
  signal.addEventListener("abort", wake, { once: true });
  const next = async (): Promise<Change | undefined> => {
    if (!signal.aborted) await woken.promise;
    if (signal.aborted) return undefined;
    const change = { files: [...files].toSorted(), all, at: at ?? performance.now() };
    files = new Set();
    all = false;
    at = undefined;
    woken = Promise.withResolvers();
    pending = new AbortController();
    return change;
  };
  return { note, next, pending: () => pending.signal, stop: () => clearTimeout(timer) };
}

/** Resolves once everything below `paths` is watched. */
export async function watchChanges(
  root: string,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<Changes> {
  const { note, next, pending, stop } = collectChanges(signal);
  const watcher = watch([...paths], {
    cwd: root,
    ignoreInitial: true,
    ignored: (file) => uninteresting.test(path.relative(root, file).replaceAll(path.sep, "/")),
  });
  watcher.on("all", (_, file) => note(file));
  const ready = Promise.withResolvers<void>();
  watcher.once("ready", () => ready.resolve());
  watcher.once("error", ready.reject);
  await ready.promise;
  const close = async () => {
    stop();
    await watcher.close();
  };
  return { next, pending, askForAll: () => note(), [Symbol.asyncDispose]: close };
}
