// The contracts between services as Allure's test results: one for each interaction of each edge.
import { type Label, Stage, Status, type TestResult } from "allure-js-commons";
import type { Contracts } from "../side-results.ts";
import { allureId } from "./allure-id.ts";

type Edge = Contracts["edges"][number];
type Interaction = Edge["interactions"][number];

const statuses: Readonly<Record<Interaction["outcome"], Status>> = {
  passed: Status.PASSED,
  failed: Status.FAILED,
  "not-verified": Status.SKIPPED,
};

/** An edge without a pact is one result, too: what nobody wrote down must not look as if it held. */
export function allureContracts({ edges }: Contracts, at: number): TestResult[] {
  return edges.flatMap((edge) => {
    const all = edge.interactions.map((interaction) => resultOf(edge, interaction, at));
    return all.length > 0 ? all : [resultOf(edge, withoutPact, at)];
  });
}

const withoutPact: Interaction = {
  description: "a pact",
  outcome: "failed",
  failure: "the edge has no pact",
};

function resultOf({ consumer, provider }: Edge, interaction: Interaction, at: number): TestResult {
  const { description, outcome, failure } = interaction;
  const edge = `${consumer} → ${provider}`;
  const fullName = `contract ${edge}: ${description}`;
  const uuid = allureId(fullName);
  const labels: Record<string, string> = {
    parentSuite: "contracts",
    suite: edge,
    epic: "Contracts",
    feature: consumer,
    story: provider,
    consumer,
    provider,
    tag: outcome,
    category: "contracts",
    layer: "contract",
  };
  return {
    uuid,
    testCaseId: uuid,
    fullName,
    name: description,
    titlePath: ["contracts", edge],
    status: statuses[outcome],
    statusDetails: failure === null ? {} : { message: failure },
    stage: Stage.FINISHED,
    labels: Object.entries(labels).map(([name, value]): Label => ({ name, value })),
    links: [],
    parameters: [],
    steps: [],
    attachments: [],
    start: at,
    stop: at,
  };
}
