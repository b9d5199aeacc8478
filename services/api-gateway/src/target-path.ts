// Builds the path at the peer from the declared pattern, never from the caller's raw path.
import { Problem } from "#kit/problem.ts";

type Parameters = Readonly<Record<string, string | string[] | undefined>>;

/** A parameter can be any one segment but `.` and `..`, which a URL parser on the way would resolve. */
function segment(value: string | string[] | undefined): string {
  if (typeof value !== "string" || value === "" || value === "." || value === "..") {
    throw new Problem(404, "There is nothing under this name.");
  }
  return encodeURIComponent(value);
}

/** Compiles a pattern such as `/users/:id` into a function of the decoded parameters. */
export function targetPath(pattern: string): (parameters: Parameters) => string {
  const parts = pattern.split("/");
  if (!pattern.includes(":")) return () => pattern;
  return (parameters) =>
    parts.map((part) => (part.startsWith(":") ? segment(parameters[part.slice(1)]) : part)).join("/");
}

/** The query as the caller wrote it, with its question mark; empty when there is none. */
export function queryOf(url: string): string {
  const start = url.indexOf("?");
  return start === -1 ? "" : url.slice(start);
}
