// The catalogue: every check of every suite, and the criteria that they become for one topology.
import { auth } from "./auth/auth.checks.ts";
import { chaos } from "./chaos/chaos.checks.ts";
import { type Check, type Criterion, type SuiteName, suiteNames } from "./check.ts";
import { delivery } from "./delivery/delivery.checks.ts";
import { headers } from "./headers/headers.checks.ts";
import { health } from "./health/health.checks.ts";
import { monitoring } from "./monitoring/monitoring.checks.ts";
import { ports } from "./ports/ports.checks.ts";
import { rateLimits } from "./rate-limits/rate-limits.checks.ts";
import { secrets } from "./secrets/secrets.checks.ts";
import { workflow } from "./workflow/workflow.checks.ts";

/** The names of a topology's components: those whose x-verify role is `service`, and its datastores. */
export interface Components {
  readonly services: readonly string[];
  readonly datastores: readonly string[];
}

const bySuite: Readonly<Record<SuiteName, Readonly<Record<string, Check>>>> = {
  ports,
  health,
  auth,
  workflow,
  headers,
  "rate-limits": rateLimits,
  chaos,
  monitoring,
  secrets,
  delivery,
};

/** Every check, in the order of the suites. */
export const allChecks: readonly Check[] = suiteNames.flatMap((suite) => Object.values(bySuite[suite]));

const byId = new Map(allChecks.map((check) => [check.id, check]));

/** The check of an id (`ports.mapping`) or of a criterion's id (`ports.mapping/api-gateway`). */
export function findCheck(id: string): Check | undefined {
  return byId.get(id.split("/", 1)[0] ?? id);
}

/** The suite that a check or criterion id belongs to; undefined where there is none of that name. */
export function suiteOf(id: string): SuiteName | undefined {
  return suiteNames.find((suite) => id.startsWith(`${suite}.`));
}

/** The pass rate's denominator: every check made concrete for the components of one topology. */
export function criteriaOf(components: Components): Criterion[] {
  return suiteNames.flatMap((suite) =>
    Object.values(bySuite[suite]).flatMap((check) =>
      namesFor(check, components).map((service) => ({
        id: service === undefined ? check.id : `${check.id}/${service}`,
        check,
        suite,
        service,
      })),
    ),
  );
}

function namesFor(check: Check, { services, datastores }: Components): readonly (string | undefined)[] {
  if (check.scope === "service") return services;
  if (check.scope === "component") return [...services, ...datastores];
  return [undefined];
}
