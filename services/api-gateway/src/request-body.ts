// The caller's body as a stream that ends in 413 where it passes the limit, whether or not it named its length.
import type { IncomingMessage } from "node:http";
import { Transform } from "node:stream";
import { bodyLimitBytes } from "#kit/json-body.ts";
import { Problem } from "#kit/problem.ts";

const tooLarge = () => new Problem(413, `The body is larger than ${bodyLimitBytes} bytes.`);

/** A body on GET has no meaning (RFC 9110 §9.3.1): it is left behind. */
const bodyless = new Set(["GET", "HEAD"]);

/**
 * The body to send on, or null without one. Never the request itself: who gives up on the copy must still be able
 * to answer on the caller's connection.
 * @throws {Problem} 413 for a declared length over the limit.
 */
export function requestBody(request: IncomingMessage): Transform | null {
  const { "content-length": length, "transfer-encoding": coding } = request.headers;
  if (Number(length ?? 0) > bodyLimitBytes) throw tooLarge();
  if (bodyless.has(request.method ?? "") || (coding === undefined && Number(length ?? 0) === 0)) return null;
  let bytes = 0;
  const body = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > bodyLimitBytes) done(tooLarge());
      else done(null, chunk);
    },
  });
  // What is left of the body is read and dropped, so that the caller gets to read the answer.
  body.once("close", () => {
    request.unpipe(body);
    request.resume();
  });
  return request.pipe(body);
}
