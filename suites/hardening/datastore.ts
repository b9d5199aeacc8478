// Which services of a compose file hold data.
import type { ComposeService } from "./compose-file.ts";

const images = /(?:^|[/_-])(?:postgres|redis|valkey|mysql|mariadb|mongo)/;

/** By its role, else by its image: a datastore that nobody declared is one all the same. */
export function isDatastore({ compose }: ComposeService): boolean {
  const role = compose.verify?.role;
  return role ? role === "postgres" || role === "redis" : images.test(compose.image ?? "");
}

export const isRedis = ({ compose }: ComposeService): boolean =>
  compose.verify?.role === "redis" || /(?:redis|valkey)/.test(compose.image ?? "");
