// One JSON line for each thing that happened (pino); tokens, passwords and keys never.
import type { RequestHandler } from "express";
import { pino, type Logger } from "pino";
import { contextOf } from "./request-context.ts";

export type Log = Logger;

const secretFields = [
  "password",
  "token",
  "access_token",
  "refresh_token",
  "authorization",
  "api_key",
  "apiKey",
  "cookie",
];

/** A log to stdout; `level` is one of pino's. Secret fields are censored at the top and one level down. */
export const createLog = (options: { service: string; level: string }): Log =>
  pino({
    level: options.level,
    base: { service: options.service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: [...secretFields, ...secretFields.map((field) => `*.${field}`)], censor: "«redacted»" },
  });

/** One line for each answered request, with its id. Health checks and metrics only at debug level. */
export function requestLog(log: Log): RequestHandler {
  // All its fields are known and none is secret: the censor need not look at each line.
  const lines = log.child({}, { redact: [] });
  return (request, response, next) => {
    const startedAt = performance.now();
    const [path = ""] = request.originalUrl.split("?");
    const level = /^\/(health|ready|metrics)$/.test(path) ? "debug" : "info";
    response.once("close", () => {
      const duration_ms = Math.round((performance.now() - startedAt) * 10) / 10;
      const { requestId: request_id, userId: user_id } = contextOf(request);
      const aborted = response.writableFinished ? {} : { aborted: true };
      lines[level](
        {
          request_id,
          user_id,
          method: request.method,
          path,
          status: response.statusCode,
          duration_ms,
          ...aborted,
        },
        "request",
      );
    });
    next();
  };
}
