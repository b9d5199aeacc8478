// Runs a service as a process: listens, drains on SIGTERM, and says every fault of its environment at start.
import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { ConfigError } from "./config.ts";
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

const tooLarge = "HPE_HEADER_OVERFLOW";

/** What Node refuses before there is a request is a problem too, and carries the headers. */
function refuse(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const [status, title] =
    error.code === tooLarge ? [431, "Request Header Fields Too Large"] : [400, "Bad Request"];
  const body = JSON.stringify({
    type: "about:blank",
    title,
    status,
    detail: "The request is not well-formed HTTP.",
  });
  const headers = [
    `HTTP/1.1 ${status} ${title}`,
    "Content-Type: application/problem+json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "X-Content-Type-Options: nosniff",
    "X-Frame-Options: DENY",
    "X-XSS-Protection: 0",
    "Connection: close",
  ];
  socket.end(`${headers.join("\r\n")}\r\n\r\n${body}`);
}

/** The answers that are not out yet. */
function answersUnderWay(server: Server): ReadonlySet<ServerResponse> {
  const underWay = new Set<ServerResponse>();
  server.on("request", (_request, response) => {
    underWay.add(response);
    response.once("close", () => underWay.delete(response));
  });
  return underWay;
}

/** Its connection ends with this answer; left open it would hold the drain up until it timed out. */
function makeLast(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader("Connection", "close");
  else response.once("finish", () => response.req.socket.destroySoon());
}

async function drain(server: Server, underWay: ReadonlySet<ServerResponse>): Promise<void> {
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
  const server = createServer();
  const underWay = answersUnderWay(server);
  server.on("request", app);
  server.on("clientError", refuse);
  const { promise: listening, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  server.listen(port, host, 1024, resolve);
  await listening;
  log.info({ host, port }, "listening");
  const stop = async (signal: string) => {
    log.info({ signal }, "draining");
    await drain(server, underWay);
    await close();
    log.info("stopped");
    process.exit(0);
  };
  process.once("SIGTERM", (signal) => void stop(signal));
  process.once("SIGINT", (signal) => void stop(signal));
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
