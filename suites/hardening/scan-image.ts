// Fetches from the engine what the rules of images judge.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Readable } from "node:stream";
import type { Docker } from "../../fixtures/engine/engine.ts";
import { hashFiles } from "../../fixtures/images/hash-files.ts";
import { machineCache } from "../../fixtures/machine-cache.ts";
import { StackError } from "../../fixtures/stack-error.ts";
import type { Finding } from "./finding.ts";
import { judgeImageFacts, judgeLayers, type LayersJudged } from "./judge-image.ts";
import type { FindSecrets } from "./secret-finder.ts";

export interface ImageScan {
  readonly findings: readonly Finding[];
  readonly read: string;
}

interface HistoryLine {
  readonly CreatedBy?: string;
}

/** An image never changes: what was found in one is read again until the rules change. */
async function layersOnce(id: string, judge: () => Promise<LayersJudged>): Promise<LayersJudged> {
  const directory = machineCache("security-scan");
  if (!directory) return judge();
  const rules = hashFiles(path.join(import.meta.dirname, ".."), ["hardening", "secrets"]);
  const file = path.join(directory, `${id.replace("sha256:", "").slice(0, 12)}-${rules}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as LayersJudged;
  const judged = await judge();
  writeFileSync(file, JSON.stringify(judged));
  return judged;
}

/** Undefined when the engine does not have the image. @throws {StackError} when a layer of it cannot be read. */
export async function scanImage(
  docker: Docker,
  image: string,
  find: FindSecrets,
): Promise<ImageScan | undefined> {
  const handle = docker.getImage(image);
  const facts = await handle.inspect().catch((error: unknown) => {
    if ((error as { statusCode?: number }).statusCode === 404) return undefined;
    throw error;
  });
  if (!facts) return undefined;
  const history = (await handle.history()) as readonly HistoryLine[];
  const { User: user, Env: environment, WorkingDir: workingDirectory } = facts.Config;
  const { findings, layers, files } = await layersOnce(facts.Id, async () => {
    const archive = (await handle.get()) as unknown as Readable;
    try {
      const judged = await judgeLayers({ image, workingDirectory, archive }, find);
      // Two that are the same are saved once.
      const wanted = new Set(facts.RootFS.Layers).size;
      if (judged.layers >= wanted) return judged;
      const seen = `${judged.layers} of the ${wanted} layers of ${image}`;
      throw new StackError(`the scan can read only ${seen} as the engine saves them`);
    } finally {
      // What follows the end of the archive is left unread: its connection would keep this process for minutes.
      archive.destroy();
    }
  });
  // Two that are the same are saved once.
  const wanted = new Set(facts.RootFS.Layers).size;
  if (layers < wanted)
    throw new StackError(
      `${layers} of the ${wanted} layers of ${image} can be read as the engine saves them`,
    );
  const ofFacts = judgeImageFacts({
    image,
    user,
    environment,
    history: history.map(({ CreatedBy = "" }) => CreatedBy),
  });
  const read = `the image ${image} (${facts.Id.slice(7, 19)}, ${files} files of its ${layers} layers outside packages)`;
  return { findings: [...ofFacts, ...findings], read };
}
