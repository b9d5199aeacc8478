// Waits until airtable-gateway has its Redis: a check before may have taken it away, and without it nothing is kept.
import { until } from "../../fixtures/until.ts";
import type { CheckContext } from "../check-context.ts";
import { gateway } from "./airtable-records.ts";

interface Readiness {
  readonly checks?: { readonly redis?: { readonly status?: string } };
}

export async function redisIsBack({ http }: CheckContext): Promise<void> {
  const isUp = async () => {
    const { json } = await http.get(gateway, "/ready", { quiet: true });
    return (json as Readiness | undefined)?.checks?.redis?.status === "up";
  };
  await until(isUp, { budgetMs: 15_000, what: `${gateway} to find its Redis again` });
}
