// Asks npm which of the packages that production runs have known holes.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import path from "node:path";
import { text } from "node:stream/consumers";
import type { Finding } from "./finding.ts";

const lockfile = "package-lock.json";
const severities = new Set(["high", "critical"]);
const budgetMs = 60_000;

/** What `npm audit --json` prints; a registry that does not answer leaves `message` or `error`. */
interface Audit {
  readonly message?: string;
  readonly error?: { readonly code?: string; readonly summary?: string };
  readonly metadata?: { readonly dependencies?: { readonly prod?: number } };
  readonly vulnerabilities?: Readonly<
    Record<
      string,
      {
        readonly severity: string;
        readonly via: readonly (string | { readonly title?: string; readonly url?: string })[];
        readonly fixAvailable: boolean | { readonly name: string; readonly version: string };
      }
    >
  >;
}

export type PackageScan =
  | { readonly findings: readonly Finding[]; readonly read: string }
  | { readonly findings: readonly []; readonly notRead: string };

/** High and critical advisories, each at the package's line of the lockfile. */
export function judgeAudit(audit: Audit, lockText: string): PackageScan {
  if (!audit.vulnerabilities) {
    const why = audit.error?.summary || audit.message || audit.error?.code || "npm audit said nothing";
    return { findings: [], notRead: why };
  }
  const lines = lockText.split("\n");
  const findings = Object.entries(audit.vulnerabilities)
    .filter(([, { severity }]) => severities.has(severity))
    .map(([name, { severity, via, fixAvailable }]) => {
      const titles = via.map((cause) =>
        typeof cause === "string" ? `through ${cause}` : (cause.title ?? ""),
      );
      const fixed = typeof fixAvailable === "object" ? `${fixAvailable.name} ${fixAvailable.version}` : name;
      return {
        rule: "packages.audit" as const,
        file: lockfile,
        line: lines.findIndex((line) => line.includes(`"node_modules/${name}": {`)) + 1 || 1,
        where: `${lockfile}#${name}`,
        summary: `${name} has a hole of severity ${severity}: ${titles.join(", ")}`,
        cure: fixAvailable
          ? `update ${fixed}`
          : "do without it, or write down why in security-exceptions.yml",
      };
    });
  return { findings, read: `${audit.metadata?.dependencies?.prod ?? 0} production packages (npm audit)` };
}

/** Runs npm audit over the lockfile of `root`. */
export async function scanPackages(root: string): Promise<PackageScan> {
  const child = spawn("npm", ["audit", "--omit=dev", "--json", "--fetch-retries=0"], {
    cwd: root,
    stdio: ["ignore", "pipe", "ignore"],
    timeout: budgetMs,
  });
  const failed = once(child, "error").then(([error]) => `npm cannot be run: ${(error as Error).message}`);
  const printed = await Promise.race([text(child.stdout), failed]);
  if (!printed.startsWith("{"))
    return { findings: [], notRead: printed || `no answer in ${budgetMs / 1000} s` };
  return judgeAudit(JSON.parse(printed) as Audit, readFileSync(path.join(root, lockfile), "utf8"));
}
