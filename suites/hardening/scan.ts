// The security scan: the production file, its Dockerfiles and images, the repository and its packages.
import path from "node:path";
import { connectEngine, type Engine } from "../../fixtures/engine/engine.ts";
import { StackError } from "../../fixtures/stack-error.ts";
import { type ComposeFile, readComposeFile } from "./compose-file.ts";
import { applyExceptions, readExceptions } from "./exceptions.ts";
import type { Finding } from "./finding.ts";
import { judgeCompose } from "./judge-compose.ts";
import { judgeDockerfile } from "./judge-dockerfile.ts";
import { judgeFolder, judgeRepository } from "./judge-repository.ts";
import { createSecretFinder, type FindSecrets } from "./secret-finder.ts";
import { scanImage } from "./scan-image.ts";
import { scanPackages } from "./judge-packages.ts";

export interface ScanOptions {
  /** Absolute; the root of the repository. */
  readonly root: string;
  /** The compose file, relative to the root. */
  readonly file: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether npm may ask its registry. */
  readonly audit: boolean;
  /** `2026-11-22`: on which exceptions are past their day. */
  readonly today: string;
}

export interface ScanResult {
  readonly findings: readonly Finding[];
  readonly accepted: readonly Finding[];
  readonly scanned: readonly string[];
  /** What could not be looked at, with the reason. */
  readonly notScanned: readonly string[];
}

interface Part {
  /** The first words of the rules that it asked. */
  readonly domains: readonly string[];
  readonly findings: readonly Finding[];
  readonly scanned?: string;
  readonly notScanned?: string;
}

function scanFiles(compose: ComposeFile, { root, env }: Pick<ScanOptions, "root" | "env">): Part {
  const built = compose.services.flatMap(({ compose: { build } }) => build ?? []);
  const files = built.map(({ context, dockerfile = "Dockerfile" }) => path.join(context, dockerfile));
  const dockerfiles = [...new Set(files)];
  return {
    domains: ["compose", "dockerfile"],
    findings: [
      ...judgeCompose(compose),
      ...dockerfiles.flatMap((file) => judgeDockerfile(root, file)),
      ...judgeFolder(root, env["SECRETS_DIR"] || "secrets"),
    ],
    scanned: [compose.file, ...dockerfiles].join(", "),
  };
}

async function scanHistory({ root }: ScanOptions, find: FindSecrets): Promise<Part> {
  const { findings, read } = await judgeRepository(root, find).catch((error: unknown) => {
    throw new StackError(`git cannot be read in ${root}; scan a clone (${(error as Error).message})`);
  });
  return { domains: ["secrets"], findings, scanned: read };
}

async function scanImages(compose: ComposeFile, find: FindSecrets): Promise<readonly Part[]> {
  const own = compose.services.filter(({ compose: { build } }) => build);
  const images = [...new Set(own.flatMap(({ compose: { image } }) => image ?? []))];
  const domains: readonly string[] = [];
  const without = (reason: string): Part[] => [
    { domains, findings: [], notScanned: `the image ${images.join(", ")} (${reason})` },
  ];
  if (images.length === 0) return without("none is built from here");
  let engine: Engine;
  try {
    engine = await connectEngine();
  } catch (error) {
    if (error instanceof StackError) return without(error.message);
    throw error;
  }
  return await Promise.all(
    images.map(async (image): Promise<Part> => {
      const scan = await scanImage(engine.docker, image, find);
      return scan
        ? { domains: ["image"], findings: scan.findings, scanned: scan.read }
        : {
            domains,
            findings: [],
            notScanned: `the image ${image} (the engine does not have it: build it)`,
          };
    }),
  );
}

async function scanRegistry({ root, audit }: ScanOptions): Promise<Part> {
  const what = "known holes of the packages";
  if (!audit) return { domains: [], findings: [], notScanned: `${what} (left out by --no-audit)` };
  const scan = await scanPackages(root);
  return "read" in scan
    ? { domains: ["packages"], findings: scan.findings, scanned: scan.read }
    : { domains: [], findings: [], notScanned: `${what} (npm audit: ${scan.notRead})` };
}

const byPlace = (a: Finding, b: Finding) => a.file.localeCompare(b.file) || a.line - b.line;

/**
 * Looks at everything that can be looked at here, and says what could not.
 * @throws {TopologyError} for a compose file that is none, {StackError} for no repository, wrong exceptions,
 * or an image whose layers cannot be read.
 */
export async function scanSecurity(options: ScanOptions): Promise<ScanResult> {
  const { root, file, env } = options;
  const compose = readComposeFile({ root, file, env });
  const find = await createSecretFinder();
  const far = await Promise.all([
    scanHistory(options, find),
    scanImages(compose, find),
    scanRegistry(options),
  ]);
  const parts = [scanFiles(compose, options), ...far.flat()];
  return {
    ...withExceptions(parts, compose, options),
    scanned: parts.flatMap(({ scanned }) => scanned ?? []),
    notScanned: parts.flatMap(({ notScanned }) => notScanned ?? []),
  };
}

/** What can be read in the production file and its Dockerfiles alone: no engine, history or registry is asked. */
export function scanProductionFiles(options: Omit<ScanOptions, "audit">): ScanResult {
  const compose = readComposeFile(options);
  const part = scanFiles(compose, options);
  return {
    ...withExceptions([part], compose, options),
    scanned: [part.scanned ?? compose.file],
    notScanned: [],
  };
}

function withExceptions(
  parts: readonly Part[],
  compose: ComposeFile,
  { root, today }: Pick<ScanOptions, "root" | "today">,
): Pick<ScanResult, "findings" | "accepted"> {
  const domains = new Set(parts.flatMap((part) => part.domains));
  const { findings, accepted } = applyExceptions(readExceptions(root), {
    found: parts.flatMap((part) => part.findings),
    today,
    looked: ({ rule, where }) => {
      const [domain = ""] = rule.split(".");
      return domains.has(domain) && (domain !== "compose" || where.startsWith(`${compose.file}#`));
    },
  });
  return { findings: findings.toSorted(byPlace), accepted };
}
