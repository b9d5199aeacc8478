// One answer of Airtable, or the reason why there was none, told apart by what may be done about it.
import type { Dispatcher } from "undici";
import { type AirtableError, readAirtableError } from "./airtable-error.ts";
import { retryAfterMs } from "./retry-after.ts";

export interface Reply {
  readonly status: number;
  readonly text: string;
  /** The parsed body; undefined when it is not JSON. */
  readonly json: unknown;
  readonly error: AirtableError;
  readonly retryAfterMs: number | undefined;
}

export const outcomes = [
  "success",
  "client_error",
  "rate_limited",
  "server_error",
  "timeout",
  "connection",
] as const;
export type Outcome = (typeof outcomes)[number];

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export async function readReply(response: Dispatcher.ResponseData): Promise<Reply> {
  const text = await response.body.text();
  const json = parsed(text);
  return {
    status: response.statusCode,
    text,
    json,
    error: readAirtableError(json),
    retryAfterMs: retryAfterMs(response.headers["retry-after"], Date.now()),
  };
}

/** A 200 whose body is no JSON object is the server's fault: nothing in it can be handed on. */
export const isReadable = ({ json }: Reply): boolean => typeof json === "object" && json !== null;

export function replyOutcome(reply: Reply): Outcome {
  if (reply.status === 429) return "rate_limited";
  if (reply.status >= 400 && reply.status < 500) return "client_error";
  return reply.status >= 200 && reply.status < 300 && isReadable(reply) ? "success" : "server_error";
}

const codeOf = (error: Error): string => ("code" in error ? String(error.code) : "");

/** The request was still waiting for a connection, so nothing can have been applied. */
const neverSent = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

export const wasNeverSent = (error: Error): boolean => neverSent.has(codeOf(error));

export const errorOutcome = (error: Error): Outcome =>
  error.name === "TimeoutError" ||
  error.name === "AbortError" ||
  /_(HEADERS|BODY)_TIMEOUT$/.test(codeOf(error))
    ? "timeout"
    : "connection";
