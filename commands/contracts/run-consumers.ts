// Runs consumers' tests, which write their pacts, and says what failed.
import path from "node:path";
import { createVitest } from "vitest/node";
import type { Edge } from "../../contracts/edges.ts";

export interface ConsumerFailure {
  readonly consumer: string;
  readonly provider: string;
  readonly title: string;
  readonly message: string;
}

export interface RunConsumersOptions {
  readonly root: string;
  readonly edges: readonly Edge[];
  /** Where the pacts go; the repository's own folder when left out. */
  readonly pacts?: string;
}

const testFileOf = ({ consumer, provider }: Pick<Edge, "consumer" | "provider">): string =>
  `contracts/consumers/${consumer}/${provider}.test.ts`;

/** One entry for each test that failed, and for each file that could not be loaded. */
export async function runConsumers({
  root,
  edges,
  pacts,
}: RunConsumersOptions): Promise<readonly ConsumerFailure[]> {
  const vitest = await createVitest("test", {
    watch: false,
    root,
    config: path.join(root, "vitest.workspace.ts"),
    configLoader: "native",
    project: ["contracts"],
    reporters: [{}],
    cache: false,
    passWithNoTests: true,
  });
  try {
    if (pacts !== undefined) for (const project of vitest.projects) project.provide("pacts", pacts);
    const { testModules, unhandledErrors } = await vitest.start(edges.map(testFileOf));
    const failures = testModules.flatMap((module) => {
      const edge = edges.find((each) => module.moduleId.endsWith(`/${testFileOf(each)}`));
      const { consumer = "?", provider = "?" } = edge ?? {};
      const failed = [...module.children.allTests("failed")].map((test) => ({
        title: test.name,
        message: test.result().errors?.[0]?.message ?? "it failed without a reason",
      }));
      const broken = module.errors().map(({ message }) => ({ title: module.relativeModuleId, message }));
      return [...failed, ...broken].map((each) => ({ consumer, provider, ...each }));
    });
    const [stray] = unhandledErrors as readonly { readonly message: string }[];
    if (stray) throw new Error(`the consumers' tests broke: ${stray.message}`);
    return failures;
  } finally {
    await vitest.close();
  }
}
