// The images that a deployment is given where the official ones are not on the engine: the stand-ins for them.
import type { Docker } from "../../fixtures/engine/engine.ts";

const choices = [
  { variable: "NODE_IMAGE", official: "node:24-slim", standIn: "verifier/node:local" },
  { variable: "POSTGRES_IMAGE", official: "postgres:18-alpine", standIn: "verifier/postgres:local" },
  { variable: "REDIS_IMAGE", official: "redis:8-alpine", standIn: "verifier/redis:local" },
] as const;

/** By variable; one that is left out leaves the official image to compose. */
export async function imageVariables(
  docker: Docker,
  given: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, string>>> {
  const images = await docker.listImages();
  const here = new Set(images.flatMap(({ RepoTags: tags }) => tags ?? []));
  const chosen = choices.filter(
    ({ variable, official, standIn }) => !given[variable] && !here.has(official) && here.has(standIn),
  );
  return Object.fromEntries(chosen.map(({ variable, standIn }) => [variable, standIn]));
}
