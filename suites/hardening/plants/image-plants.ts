// Plants faults in what an engine says of an image, in its layers, in npm's answer, and among the exceptions.
import { gzipSync, zstdCompressSync } from "node:zlib";
import { applyExceptions, type Exception } from "../exceptions.ts";
import type { Finding } from "../finding.ts";
import { judgeImageFacts, judgeLayers, type ImageFacts } from "../judge-image.ts";
import { judgeAudit } from "../judge-packages.ts";
import { createSecretFinder } from "../secret-finder.ts";
import { plantedToken } from "./planted-secret.ts";
import { writeTar } from "./tar-archive.ts";

type Plant = () => Promise<readonly Finding[]>;

const sound: ImageFacts = {
  image: "services:1",
  user: "node",
  environment: ["NODE_ENV=production"],
  history: ["COPY services ./services"],
};
const facts =
  (changed: Partial<ImageFacts>): Plant =>
  async () =>
    judgeImageFacts({ ...sound, ...changed });

/** Every way in which an engine saves a layer. */
const savedAs: readonly ((layer: Buffer) => Readonly<Record<string, string | Buffer>>)[] = [
  (layer) => ({ "manifest.json": "[]", "0123/layer.tar": layer }),
  (layer) => ({ "index.json": "{}", "blobs/sha256/01": '{"config":{}}', "blobs/sha256/23": layer }),
  (layer) => ({ "blobs/sha256/23": gzipSync(layer) }),
  (layer) => ({ "blobs/sha256/23": zstdCompressSync(layer) }),
];

async function* inPieces(archive: Buffer): AsyncGenerator<Buffer> {
  // In pieces that fit nothing, as they come over a socket.
  for (let at = 0; at < archive.length; at += 700) yield archive.subarray(at, at + 700);
}

/** What is found in the layer however it is saved; a way in which nothing is found would be a hole. */
const layers =
  (files: Readonly<Record<string, string>>): Plant =>
  async () => {
    const find = await createSecretFinder();
    const found = savedAs.map(async (save) => {
      const archive = inPieces(writeTar(save(writeTar(files))));
      return (await judgeLayers({ image: "services:1", workingDirectory: "/usr/src/app", archive }, find))
        .findings;
    });
    const all = await Promise.all(found);
    return all.some((findings) => findings.length === 0) ? [] : all.flat();
  };

const exceptions =
  (exception: Partial<Exception>): Plant =>
  async () => {
    const whole: Exception = {
      rule: "compose.read-only",
      where: "compose.yml#redis",
      reason: "planted here",
      expires: "2026-12-31",
      line: 1,
      ...exception,
    };
    return applyExceptions([whole], { found: [], today: "2026-11-22", looked: () => true }).findings;
  };

const vulnerable = {
  vulnerabilities: {
    express: { severity: "high", via: [{ title: "planted" }], fixAvailable: true },
    cors: { severity: "low", via: [{ title: "planted" }], fixAvailable: true },
  },
};

export const soundImage: Plant = async () => [
  ...(await facts({})()),
  ...(await layers({ "app/main.ts": "console.log(1)" })()),
];

export const imagePlants = {
  "image.user": facts({ user: "" }),
  "image.environment": facts({ environment: ["API_KEY=a-key"] }),
  "image.history": facts({ history: ["|1 NPM_TOKEN=a-token /bin/sh -c npm ci"] }),
  "image.layers": layers({
    "usr/src/app/main.ts": "console.log(1)",
    "usr/src/app/notes.md": `a\nb ${plantedToken()}\n`,
  }),
  "packages.audit": async () => judgeAudit(vulnerable, '{\n  "node_modules/express": {\n').findings,
  "exceptions.expired": exceptions({ expires: "2026-11-21" }),
  "exceptions.unused": exceptions({}),
} as const satisfies Readonly<Record<string, Plant>>;
