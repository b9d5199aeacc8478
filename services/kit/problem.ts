// Errors as application/problem+json (RFC 9457), from one class and one final middleware.
import type { ErrorRequestHandler, RequestHandler, Response } from "express";
import type { z } from "zod";
import type { Log } from "./log.ts";
import { STATUS_CODES } from "./node-http.ts";
import { contextOf } from "./request-context.ts";

export interface ProblemOptions {
  readonly cause?: unknown;
  /** Headers that the status calls for, such as Retry-After or WWW-Authenticate. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Extension members (RFC 9457 §3.2). */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** An answer that says what went wrong; thrown anywhere in a handler. `detail` is shown to the caller. */
export class Problem extends Error {
  readonly status: number;
  readonly detail: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly members: Readonly<Record<string, unknown>>;

  constructor(status: number, detail: string, options: ProblemOptions = {}) {
    super(detail, { cause: options.cause });
    this.name = "Problem";
    this.status = status;
    this.detail = detail;
    this.headers = options.headers ?? {};
    this.members = options.members ?? {};
  }
}

/** 401 with the challenge that RFC 9110 §11.6.1 asks for. */
export const unauthorized = (detail: string, challenge = "Bearer"): Problem =>
  new Problem(401, detail, { headers: { "WWW-Authenticate": challenge } });

/** 422 with one entry for each bad field. */
export const invalid = (errors: readonly { field: string; message: string }[]): Problem =>
  new Problem(422, errors.map(({ field, message }) => `${field}: ${message}`).join("; "), {
    members: { errors },
  });

/** Parses `input` (a body or a query) or throws 422 naming each bad field. */
export function readInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw invalid(
    parsed.error.issues.map(({ path, message }) => ({ field: path.join(".") || "body", message })),
  );
}

/** Sends one problem. Members of RFC 9457 §3.1 and the request's id. */
function sendProblem(response: Response, problem: Problem): void {
  const { requestId } = contextOf(response.req);
  response
    .status(problem.status)
    .set(problem.headers)
    .type("application/problem+json")
    .send(
      JSON.stringify({
        type: "about:blank",
        title: STATUS_CODES[problem.status] ?? "Error",
        status: problem.status,
        detail: problem.detail,
        instance: response.req.originalUrl.split("?")[0],
        request_id: requestId,
        ...problem.members,
      }),
    );
}

/** The last route: nothing answers here. */
export const notFound: RequestHandler = (request) => {
  throw new Problem(404, `There is no ${request.path} here.`);
};

interface HttpError {
  readonly status: number;
  readonly expose: boolean;
  readonly message: string;
}

function isHttpError(error: unknown): error is HttpError {
  return (
    typeof error === "object" &&
    error !== null &&
    "expose" in error &&
    "status" in error &&
    Number(error.status) < 500
  );
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (isHttpError(error)) return new Problem(error.status, error.message, { cause: error });
  if (error instanceof URIError) return new Problem(400, "The URL is not well-formed.", { cause: error });
  return new Problem(500, "Something went wrong here; the log has the reason under this request id.", {
    cause: error,
  });
}

/**
 * The final middleware: every error becomes a problem; what nobody foresaw is logged and shown without detail.
 * Of an answer that has begun the connection is broken: half of it must not look like the whole.
 */
export function problemHandler(log: Log): ErrorRequestHandler {
  // oxlint-disable-next-line max-params -- Express knows an error handler by its four parameters.
  return (error, request, response, _next) => {
    const problem = asProblem(error);
    if (problem.status >= 500) {
      log.error({ err: problem.cause ?? problem, request_id: contextOf(request).requestId }, problem.detail);
    }
    if (response.headersSent) response.destroy();
    else sendProblem(response, problem);
  };
}
