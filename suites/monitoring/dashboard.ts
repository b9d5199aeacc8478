// Reads the dashboard: its panels, what each asks of Prometheus, and whether it should show each service.
import { readFileSync } from "node:fs";
import path from "node:path";
import { Failure } from "../failure.ts";

export interface Query {
  readonly expression: string;
  /** Its legend names the service: it should show all of them. */
  readonly byService: boolean;
}

export interface Panel {
  readonly title: string;
  readonly queries: readonly Query[];
}

interface DashboardFile {
  readonly panels: readonly {
    readonly title: string;
    readonly type: string;
    readonly targets?: readonly { readonly expr: string; readonly legendFormat?: string }[];
  }[];
}

export const dashboardFile = "monitoring/basic-dashboard.json";
/** The verifier's own results come after a run, not within one. */
const afterwards = /\bverifier_/;

/** Panels that a running system should fill; rows and texts are none. */
export function readDashboard(root: string): readonly Panel[] {
  try {
    const { panels } = JSON.parse(readFileSync(path.join(root, dashboardFile), "utf8")) as DashboardFile;
    return panels
      .map(({ title, targets = [] }) => ({
        title,
        queries: targets
          .filter(({ expr }) => !afterwards.test(expr))
          .map(({ expr, legendFormat = "" }) => ({
            expression: expr,
            byService: legendFormat.includes("{{service}}"),
          })),
      }))
      .filter(({ queries }) => queries.length > 0);
  } catch (error) {
    const summary = `${dashboardFile} cannot be read: ${(error as Error).message}`;
    throw new Failure(summary, { file: dashboardFile });
  }
}
