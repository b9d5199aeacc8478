// A compose project on the engine: its containers, what they last said, and its removal.
import { projectLabel, projectServiceLabel, removeProjects } from "../../fixtures/engine/compose-projects.ts";
import { readLogs } from "../../fixtures/engine/container-logs.ts";
import type { Docker, Inspected } from "../../fixtures/engine/engine.ts";
import { until } from "../../fixtures/until.ts";

/** A container of the project. */
export interface Member {
  readonly service: string;
  readonly inspected: Inspected;
}

export interface ComposeProject {
  /** Also those that have ended. */
  members(): Promise<readonly Member[]>;
  lastLines(service: string, count: number): Promise<readonly string[]>;
  /** Everything of it: containers, networks, volumes, images. */
  remove(): Promise<void>;
}

export function composeProject(docker: Docker, name: string): ComposeProject {
  const list = () => docker.listContainers({ all: true, filters: { label: [`${projectLabel}=${name}`] } });
  const isGone = async () => (await removeProjects(docker, (found) => found.startsWith(name))) === 0;
  return {
    members: async () => {
      const found = await list();
      return await Promise.all(
        found.map(async ({ Id: id, Labels: labels }) => {
          const inspected = await docker.getContainer(id).inspect();
          return { service: labels[projectServiceLabel] ?? "", inspected };
        }),
      );
    },
    lastLines: async (service, count) => {
      const container = (await list()).find((one) => one.Labels[projectServiceLabel] === service);
      if (!container) return [];
      const lines = await readLogs(docker.getContainer(container.Id), service);
      return lines.slice(-count).map(({ text }) => text);
    },
    // What the engine was creating when its client ended appears a moment later.
    remove: async () =>
      void (await until(isGone, { what: `${name} to be removed`, budgetMs: 45_000, intervalMs: 200 })),
  };
}

/** `healthy`, `unhealthy`, `starting`; `running`, `exited` … where there is no health check or no process. */
export function healthOf({ inspected }: Member): string {
  const { Status: status, Health: health } = inspected.State;
  return status === "running" ? (health?.Status ?? status) : status;
}
