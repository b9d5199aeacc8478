// The limit that every service has of its own, whatever is asked.
import type { CheckContext } from "../check-context.ts";

/** No route: it costs the service nothing and counts all the same. */
export const nowhere = "/no/such/path";

/** Requests that one window lets through, as compose has it. */
export const serviceMax = ({ setting }: CheckContext, service: string): number =>
  Number(setting(service, "RATE_LIMIT_MAX"));
