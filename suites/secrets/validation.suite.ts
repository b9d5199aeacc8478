// Judges that a service does not start on a missing or weak variable, names each of them, and shows none.
import { expect } from "vitest";
import type { CheckContext, Subject } from "../check-context.ts";
import { Failure } from "../failure.ts";
import { verify } from "../verify.ts";
import { needOwnStart, productionOf, startConfigured, testValuesOf } from "./configured-start.ts";
import { secrets } from "./secrets.checks.ts";

const required =
  /^(API_KEY|JWT_SECRET|DATABASE_URL|REDIS_URL|\w+_(SERVICES|GATEWAY|SERVER|ORCHESTRATOR)_URL)$/;
const weakSecret = "w34k-s3cr3t";

interface Wrong {
  /** Changes to compose's environment; undefined takes a variable out. */
  readonly changes: Readonly<Record<string, string | undefined>>;
  /** The variables that are wrong then. */
  readonly faults: readonly string[];
}

/** All that it cannot do without: a default for a secret would be a secret that everybody knows. */
function missing({ compose, name: service }: Subject): Wrong {
  const faults = compose.environment.map(({ name }) => name).filter((name) => required.test(name));
  expect(faults, `variables that ${service} needs`).toContain("API_KEY");
  return { faults, changes: Object.fromEntries(faults.map((name) => [name, undefined])) };
}

/** Secrets that are too short, and in production those of a fresh clone, which everybody knows. */
function weak(service: Subject): Wrong {
  const known = testValuesOf(service.compose).map(({ name }) => name);
  const short = known.filter((name) => /^(API_KEY|JWT_SECRET)$/.test(name));
  const changes = Object.fromEntries(short.map((name) => [name, weakSecret]));
  return {
    changes: { ...changes, PYAIRTABLE_ENV: "production" },
    faults: [...known, "METRICS_TOKEN"],
  };
}

/** What is whole but for the token: production would else serve the simulated Airtable's data. */
function simulated({ compose }: Subject): Wrong | undefined {
  if (!compose.environment.some(({ name }) => name === "AIRTABLE_TOKEN")) return undefined;
  const { changes } = productionOf(compose);
  return { changes: { ...changes, AIRTABLE_TOKEN: undefined }, faults: ["AIRTABLE_TOKEN"] };
}

async function expectRefused(context: CheckContext, service: Subject, wrong: Wrong): Promise<void> {
  const { changes, faults } = wrong;
  const { exitCode, output } = await startConfigured({
    service: service.compose,
    changes,
    root: context.root,
  });
  const ended = exitCode === undefined ? "starts" : `ends with ${exitCode}`;
  context.evidence.record({
    kind: "logs",
    service: service.name,
    summary: `${service.name} ${ended} with faults in ${faults.join(", ")}`,
    detail: output.slice(0, 2000),
  });
  if (exitCode === undefined || exitCode === 0)
    throw new Failure(`${service.name} ${ended} although ${faults.join(", ")} are missing or weak`);
  const unnamed = faults.filter((name) => !new RegExp(`\\b${name}\\b`).test(output));
  expect(unnamed, `variables at fault that ${service.name} does not name`).toEqual([]);
  const values = [weakSecret, ...testValuesOf(service.compose).map(({ value }) => value)];
  const shown = values.filter((value) => output.includes(value)).length;
  expect(shown, `values of variables that ${service.name} prints`).toBe(0);
}

verify(secrets.validation, async (context) => {
  needOwnStart(context.stack);
  const waiting = context.services.flatMap((service) =>
    [missing, weak, simulated].flatMap((make) => {
      const wrong = make(service);
      return wrong ? [{ service, wrong }] : [];
    }),
  );
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      await expectRefused(context, next.service, next.wrong);
  };
  await Promise.all([lane(), lane()]);
});
