// Judges an image that is there: its user, its environment, its history, and the files of each of its layers.
import { buffer } from "node:stream/consumers";
import type { Finding } from "./finding.ts";
import type { FindSecrets } from "./secret-finder.ts";
import { carriesSecret, isSecretName } from "./secret-names.ts";
import { readTar, type TarEntry } from "./tar-entries.ts";
import { unpackLayer } from "./unpack-layer.ts";

/** What the engine says of an image. */
export interface ImageFacts {
  readonly image: string;
  readonly user: string;
  readonly environment: readonly string[];
  /** The command of each layer, the newest first. */
  readonly history: readonly string[];
}

/** What Debian and npm put there is not this project's, and is left to their own audits. */
const debian = /^(?:usr|lib|lib64|bin|sbin|opt|boot|var\/lib|var\/cache)\//;
const npm = /(?:^|\/)node_modules\//;
const secretFiles =
  /(?:^|\/)(?:\.env(?:\.[\w.-]+)?|\.netrc|\.pgpass|\.npmrc\.\w+|id_(?:rsa|ecdsa|ed25519))$|^run\/secrets\/./;
const largest = 512 * 1024;
const builtWith = /\b(?<name>\w*(?:SECRET|PASSWORD|PASSWD|TOKEN|API_KEY))=(?!\s|$)/i;

export function judgeImageFacts({ image, user, environment, history }: ImageFacts): readonly Finding[] {
  const place = { file: image, line: 1, where: image };
  const named = environment.filter(
    (pair) => (isSecretName(pair.split("=")[0] ?? "") && !pair.endsWith("=")) || carriesSecret(pair),
  );
  const told = history.filter((command) => carriesSecret(command) || builtWith.test(command));
  return [
    ...(/^(?:root|0+)?(?::|$)/.test(user)
      ? [
          {
            ...place,
            rule: "image.user" as const,
            summary: "the image runs as root",
            cure: "end its Dockerfile with a USER that is not",
          },
        ]
      : []),
    ...named.map((pair) => ({
      ...place,
      rule: "image.environment" as const,
      summary: `the image's environment holds ${pair.split("=")[0] ?? ""}`,
      cure: "take it out of the Dockerfile and change the secret",
    })),
    ...told.map((command) => ({
      ...place,
      rule: "image.history" as const,
      // Its name alone: what was found must not be shown to whoever reads the scan.
      summary: `the image's history holds a secret (${builtWith.exec(command)?.groups?.["name"] ?? "a key by its shape"})`,
      cure: "use RUN --mount=type=secret, and change the secret",
    })),
  ];
}

/** The contents of a file that could hold a secret as text; undefined for a large or binary one. */
async function textOf({ size, body }: TarEntry): Promise<string | undefined> {
  if (size === 0 || size > largest) return undefined;
  const bytes = await buffer(body);
  return bytes.subarray(0, 1024).includes(0) ? undefined : bytes.toString("utf8");
}

async function judgeLayerFile(
  image: string,
  entry: TarEntry,
  find: FindSecrets,
): Promise<readonly Finding[]> {
  const shown = {
    file: `${image}:/${entry.name}`,
    where: `${image}#${entry.name}`,
    rule: "image.layers" as const,
  };
  const cure = "keep it out of the build context, and change the secret";
  if (secretFiles.test(entry.name))
    return [{ ...shown, line: 1, summary: "a layer holds a file of secrets", cure }];
  const text = await textOf(entry);
  const found = text === undefined ? [] : await find(text, entry.name);
  return found.map(({ kind, line }) => ({
    ...shown,
    line,
    summary: `a layer holds a credential (${kind})`,
    cure,
  }));
}

/** Both layouts of `docker save`: `<id>/layer.tar`, and OCI's blobs, where configs and manifests lie between the layers. */
const mayBeLayer = ({ name }: TarEntry): boolean =>
  name.endsWith("/layer.tar") || name.startsWith("blobs/sha256/");

export interface SavedImage {
  readonly image: string;
  /** Where its own files are, also below what is otherwise Debian's: `/usr/src/app`. */
  readonly workingDirectory: string;
  /** As `docker save` writes it. */
  readonly archive: AsyncIterable<Buffer>;
}

export interface LayersJudged {
  readonly findings: readonly Finding[];
  readonly layers: number;
  /** How many files were looked into. */
  readonly files: number;
}

/** Judges each file of each layer. */
export async function judgeLayers(saved: SavedImage, find: FindSecrets): Promise<LayersJudged> {
  const { image, archive } = saved;
  const own = `${saved.workingDirectory.replace(/^\/|\/$/g, "")}/`;
  const isOthers = (name: string) =>
    npm.test(name) || (debian.test(name) && (own === "/" || !name.startsWith(own)));
  const findings: Finding[] = [];
  let [layers, files] = [0, 0];
  for await (const blob of readTar(archive)) {
    const layer = mayBeLayer(blob) ? await unpackLayer(blob.body) : undefined;
    if (!layer) continue;
    layers += 1;
    for await (const entry of readTar(layer)) {
      if (isOthers(entry.name)) continue;
      files += 1;
      findings.push(...(await judgeLayerFile(image, entry, find)));
    }
  }
  return { findings, layers, files };
}
