// The answer while a datastore is away.
import { Problem } from "#kit/problem.ts";

/** 503 naming the datastore; `Retry-After` because outages here last seconds. */
export const unavailable = (datastore: string, cause: unknown): Problem =>
  new Problem(503, `${datastore} is away; try again shortly.`, { cause, headers: { "Retry-After": "1" } });
