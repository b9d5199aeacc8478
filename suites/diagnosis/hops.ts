// What the services logged of one request, hop by hop: by the request id that every hop hands on.
import type { CheckContext } from "../check-context.ts";
import type { Evidence } from "../outcome.ts";

/** One service's answer to the request, or what it threw meanwhile. */
export interface Hop {
  readonly service: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

export interface Thrown {
  readonly service: string;
  readonly message: string;
  readonly stack: string;
}

interface Line {
  readonly request_id?: string;
  readonly level?: string;
  readonly method?: string;
  readonly path?: string;
  readonly status?: number;
  readonly err?: { readonly message?: string; readonly stack?: string };
}

interface Detail {
  readonly request?: { readonly headers?: Readonly<Record<string, string>> };
  readonly response?: { readonly headers?: Readonly<Record<string, string>> };
}

function parsed(text: string): Line {
  try {
    return JSON.parse(text) as Line;
  } catch {
    // What a service did not write as JSON belongs to no request.
    return {};
  }
}

/** The id that an exchange went under, as the answer or the question said it. */
export function requestIdOf({ detail }: Evidence): string | undefined {
  const { request, response } = (detail ?? {}) as Detail;
  return response?.headers?.["x-request-id"] ?? request?.headers?.["x-request-id"];
}

/** In the order in which they answered: the innermost hop first. Empty where nobody may read logs. */
export async function readHops(
  { stack, services, can }: CheckContext,
  id: string,
): Promise<{ readonly hops: readonly Hop[]; readonly thrown: readonly Thrown[] }> {
  if (!can("logs")) return { hops: [], thrown: [] };
  // Of two answers in the same millisecond the entry's, which is the first of the services, came last.
  const inward = services.toReversed();
  const logs = await Promise.all(inward.map(({ name }) => stack.logs(name)));
  const lines = logs
    .flat()
    .filter(({ text }) => text.includes(id))
    .toSorted((a, b) => a.at - b.at)
    .map(({ service, text }) => ({ service, ...parsed(text) }))
    .filter(({ request_id }) => request_id === id);
  return {
    hops: lines.flatMap(({ service, method, path, status }) =>
      method !== undefined && path !== undefined && status !== undefined
        ? [{ service, method, path, status }]
        : [],
    ),
    thrown: lines.flatMap(({ service, level, err }) =>
      level === "error" && err?.stack !== undefined
        ? [{ service, message: err.message ?? "", stack: err.stack }]
        : [],
    ),
  };
}
