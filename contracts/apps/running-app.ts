// A service's real app on a real port, and what all of them are wired with.
import type { Express } from "express";
import { createLog } from "#kit/log.ts";
import { listen } from "#kit/test-server.ts";

export interface RunningApp extends AsyncDisposable {
  readonly url: string;
}

export const silentLog = (service: string) => createLog({ service, level: "silent" });

/** Requests of one client: more than a provider's whole pacts, few enough to use up, in a window that outlasts any run. */
export const limit = { max: 40, windowSeconds: 3600 };

/** For answers that come, on however busy a machine. */
export const patienceMs = 10_000;

/** Nothing listens there: root alone may, and nobody does. */
export const nowhere = "http://127.0.0.1:1";

/** Listens until it is disposed of; `close` ends what the app holds open. */
export async function runApp(app: Express, close: () => Promise<unknown>): Promise<RunningApp> {
  const server = await listen(app);
  return {
    url: server.url,
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      await close();
    },
  };
}
