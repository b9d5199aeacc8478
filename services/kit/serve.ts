// Runs a service as a process: listens, drains on SIGTERM, and says every fault of its environment at start.
import type { RequestListener, Server, ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { ConfigError } from "./config.ts";
import { type HttpServer, createHttpServer } from "./http-server.ts";
import type { Log } from "./log.ts";

export interface ServeOptions {
  readonly app: RequestListener;
  readonly host: string;
  readonly port: number;
  readonly log: Log;
  /** Ends pools and background work once the last answer is out. */
  readonly close: () => Promise<void>;
}

const drainMs = 8000;
/** Connections that the kernel accepted before the signal still get in. */
const lateArrivalsMs = 100;

/** Its connection ends with this answer; left open it would hold the drain up until it timed out. */
function makeLast(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader("Connection", "close");
  else response.once("finish", () => response.req.socket.destroySoon());
}

async function drain({ server, underWay }: HttpServer): Promise<void> {
  for (const response of underWay) makeLast(response);
  server.prependListener("request", (_request, response) => makeLast(response));
  await delay(lateArrivalsMs);
  const closed = new Promise((resolve) => {
    server.close(resolve);
  });
  await Promise.race([closed, delay(drainMs, undefined, { ref: false })]);
}

/** Resolves when the server listens. SIGTERM and SIGINT finish what is in flight, then exit 0. */
export async function serve({ app, host, port, log, close }: ServeOptions): Promise<Server> {
  const httpServer = createHttpServer(app);
  const { server } = httpServer;
  const { promise: listening, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  server.listen(port, host, 1024, resolve);
  await listening;
  log.info({ host, port }, "listening");
  const stop = async (signal: string) => {
    log.info({ signal }, "draining");
    await drain(httpServer);
    await close();
    log.info("stopped");
    process.exit(0);
  };
  // Whoever stops a service often signals twice, Ctrl-C by way of a supervisor for one: the drain goes on.
  let stopping: Promise<void> | undefined;
  const onSignal = (signal: string) => {
    stopping ??= stop(signal).catch((error: unknown) => {
      log.fatal({ err: error }, "the end was not clean");
      process.exit(1);
    });
  };
  process.on("SIGTERM", onSignal).on("SIGINT", onSignal);
  return server;
}

/** Runs a service's main; a fault of the environment or of the start ends the process with 1 and one line each. */
export async function run(main: () => Promise<unknown>): Promise<void> {
  try {
    await main();
  } catch (error) {
    const faults =
      error instanceof ConfigError ? error.faults : [error instanceof Error ? error.message : String(error)];
    for (const fault of faults) console.error(JSON.stringify({ level: "fatal", msg: fault }));
    process.exit(1);
  }
}
