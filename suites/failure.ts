// A check's own verdict that the system is wrong, with the cause where the check knows it.
import type { Diagnosis } from "./outcome.ts";

/** Thrown by a judge that knows more than an assertion can say. */
export class Failure extends Error {
  readonly diagnosis: Diagnosis;

  constructor(summary: string, where: { file?: string; line?: number; cure?: string } = {}) {
    super(summary);
    this.name = "Failure";
    this.diagnosis = { summary, file: where.file, line: where.line, cure: where.cure };
  }
}

/** The system did not answer at all: refused, reset, timed out. */
export class Unreachable extends Error {
  readonly service: string;
  readonly code: string;

  constructor(options: { service: string; url: string; code: string; elapsedMs: number; cause?: unknown }) {
    const { service, url, code, elapsedMs } = options;
    super(`${service} did not answer at ${url}: ${code} after ${Math.round(elapsedMs)} ms`, {
      cause: options.cause,
    });
    this.name = "Unreachable";
    this.service = service;
    this.code = code;
  }
}
