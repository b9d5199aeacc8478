// What the harness hands to the workers that run the suites: plain data, through Vitest's provide and inject.

import type { CriterionResult } from "./outcome.ts";

export interface Provided {
  /** Where the running stack is controlled; undefined where deployments are judged, which start their own. */
  readonly stack: { readonly url: string; readonly token: string } | undefined;
  /** Set where deployments are judged. */
  readonly deployments: DeploymentsProvided | undefined;
  /** Ids of the criteria that this run judges. */
  readonly criteria: readonly string[];
  /** Ids of the criteria that failed in earlier phases, so that what they block need not run. */
  readonly failed: readonly string[];
  /** The working tree that the checks of files read. */
  readonly root: string;
}

export interface DeploymentsProvided {
  /** What the names of all that they start begin with: by it, the run finds and removes them. */
  readonly prefix: string;
  /** The base images that can be had, by variable: `POSTGRES_IMAGE`. */
  readonly images: Readonly<Record<string, string>>;
}

declare module "vitest" {
  interface ProvidedContext {
    readonly verifier: Provided;
  }
  interface TaskMeta {
    /** Set by `verify`: how the criterion ended. */
    result?: CriterionResult;
  }
}
