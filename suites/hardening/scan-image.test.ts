import { Readable } from "node:stream";
import { expect, test } from "vitest";
import type { Docker } from "../../fixtures/engine/engine.ts";
import { writeTar } from "./plants/tar-archive.ts";
import { scanImage } from "./scan-image.ts";

/** An engine that saves an image of two layers as told. */
const engineSaving = (saved: Readonly<Record<string, Buffer | string>>): Docker =>
  ({
    getImage: () => ({
      inspect: async () => ({
        Id: `sha256:${"0".repeat(64)}`,
        Config: { User: "node", Env: [], WorkingDir: "/app" },
        RootFS: { Layers: ["sha256:one", "sha256:two"] },
      }),
      history: async () => [],
      get: async () => Readable.from([writeTar(saved)]),
    }),
  }) as unknown as Docker;

const layer = writeTar({ "app/main.ts": "console.log(1)" });
const nothing = async () => [];

test("When a layer cannot be read, then the scan fails instead of finding nothing", async () => {
  const docker = engineSaving({ "blobs/sha256/1": layer, "blobs/sha256/2": "packed in a way of tomorrow" });
  await expect(scanImage(docker, "services:1", nothing)).rejects.toThrow(
    "the scan can read only 1 of the 2 layers of services:1",
  );
});
