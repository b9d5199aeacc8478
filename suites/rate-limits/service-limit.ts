// The limit that every service has of its own, and requests that it counts.
import type { Endpoint } from "../../fixtures/stack.ts";
import type { CheckContext, Subject } from "../check-context.ts";
import type { Reply } from "../http.ts";

/** Requests that one window lets through, as compose has it. */
export const serviceMax = ({ setting }: CheckContext, service: string): number =>
  Number(setting(service, "RATE_LIMIT_MAX"));

export interface ServiceClient {
  readonly service: Subject;
  /** Local address to send from. */
  readonly from?: string | undefined;
  /** Of the n-th request, the replica that is asked; undefined: the service itself. */
  readonly at?: (n: number) => Endpoint | undefined;
}

/**
 * Asks a route that wants credentials without any: that costs the service nothing, and counts all the same.
 * A path that no route has would be limited also by a limit that comes after the routes.
 */
export function serviceAsker(
  { http }: CheckContext,
  { service, from, at }: ServiceClient,
): (quiet: boolean) => Promise<Reply> {
  const { method, path } = service.guarded ?? { method: "GET", path: "/no/such/path" };
  let sent = 0;
  return (quiet) => {
    sent += 1;
    return http.request(method, service, path, {
      quiet,
      at: at?.(sent),
      ...(from === undefined ? {} : { from }),
    });
  };
}
