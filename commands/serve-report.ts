// Serves the folder of a report to this machine alone.
import type { AddressInfo } from "node:net";
import express, { type RequestHandler } from "express";

export interface ServedReport extends AsyncDisposable {
  readonly url: string;
}

/** Another site's page that has its own name lead here must not read what a browser here may. */
const ownNameOnly: RequestHandler = ({ headers: { host = "" } }, response, next) => {
  if (/^(localhost|127\.0\.0\.1)(:\d+)?$/.test(host)) return next();
  response.status(421).type("text/plain").send("Ask for localhost or 127.0.0.1.\n");
};

/**
 * `index.html` is the folder's own; what begins with a dot and what is outside of the folder is not there.
 * Port 0 takes a free one. Rejects with the error of listen(2), EADDRINUSE for a taken port.
 */
export async function serveReport(folder: string, port: number): Promise<ServedReport> {
  const app = express();
  app.disable("x-powered-by");
  app.use(ownNameOnly);
  app.use((_request, response, next) => {
    response.set({ "x-content-type-options": "nosniff", "cache-control": "no-store" });
    next();
  });
  app.use(express.static(folder, { dotfiles: "ignore", etag: false, lastModified: false }));
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const server = app.listen(port, "127.0.0.1", (error) => (error ? reject(error) : resolve()));
  await promise;
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${taken}/`,
    [Symbol.asyncDispose]: async () => {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      server.closeAllConnections();
      await closed.promise;
    },
  };
}
