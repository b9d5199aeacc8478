// Serves a listener on a free port for as long as a test uses it.
import type { RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { createHttpServer } from "./http-server.ts";

export interface TestServer extends AsyncDisposable {
  readonly url: string;
}

/** `await using server = await listen(app)`: closed, with its connections, at the end of the scope. */
export async function listen(listener: RequestListener): Promise<TestServer> {
  const { server } = createHttpServer(listener);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  server.listen(0, "127.0.0.1", resolve);
  await promise;
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise((done) => {
        server.close(done);
      });
      server.closeAllConnections();
      await closed;
    },
  };
}
