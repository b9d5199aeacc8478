// Looks for credentials in every tracked file, in every line that the history added, and for files that hold them.
import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { describeHistory, readHistory, readTree, trackedFiles, type Place } from "../secrets/repository.ts";
import type { Finding } from "./finding.ts";
import type { RuleId } from "./rule-ids.ts";
import type { FindSecrets } from "./secret-finder.ts";

const secretFiles =
  /(?:^|\/)(?:\.env(?:\..+)?|\.netrc|\.pgpass|id_(?:rsa|dsa|ecdsa|ed25519)|.+\.(?:pem|key|p12|pfx|jks|keystore))$|^secrets\//;
const harmless = /(?:^|\/)\.env\.template$|(?:^|\/)empty\.pem$/;
const revoke = "revoke it where it was issued, then take it out";

/** The lines of one file, of the tree or of one commit. */
interface Piece {
  readonly lines: string[];
  readonly numbers: number[];
}

/** Gathers lines by what stands before their number, so that a key of several lines is seen whole. */
function gather(pieces: Map<string, Piece>) {
  return ({ where, text }: Place): void => {
    const colon = where.lastIndexOf(":");
    const name = where.slice(0, colon);
    const piece = pieces.get(name) ?? { lines: [], numbers: [] };
    pieces.set(name, piece);
    piece.lines.push(text);
    piece.numbers.push(Number(where.slice(colon + 1)));
  };
}

async function judgePieces(
  rule: RuleId,
  pieces: ReadonlyMap<string, Piece>,
  find: FindSecrets,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const [name, { lines, numbers }] of pieces) {
    const [file = name, commit] = name.split(" ").toReversed();
    for (const { kind, line } of await find(lines.join("\n"), file)) {
      const where = commit === undefined ? file : `${file}#${commit}`;
      const summary = `${commit === undefined ? "the file" : `commit ${commit}`} holds a credential (${kind})`;
      findings.push({ rule, file, line: numbers[line - 1] ?? 1, where, summary, cure: revoke });
    }
  }
  return findings;
}

/** Tracked files whose very name says that they hold secrets. */
async function judgeNames(root: string): Promise<readonly Finding[]> {
  const tracked = await trackedFiles(root);
  return tracked
    .filter((file) => secretFiles.test(file) && !harmless.test(file))
    .map((file) => ({
      rule: "secrets.tracked-file",
      file,
      line: 1,
      where: file,
      summary: "git tracks a file of secrets",
      cure: `git rm --cached ${file}, ignore it, and change what it held`,
    }));
}

/** The folder of the production secrets, where it is there. */
export function judgeFolder(root: string, folder: string): readonly Finding[] {
  const absolute = path.resolve(root, folder);
  if (!existsSync(absolute) || (statSync(absolute).mode & 0o077) === 0) return [];
  const file = path.relative(root, absolute);
  const summary = "others on this machine may enter the folder of the secrets";
  return [{ rule: "secrets.folder", file, line: 1, where: file, summary, cure: `chmod 700 ${file}` }];
}

export interface RepositoryScan {
  readonly findings: readonly Finding[];
  /** What was read, for the summary. */
  readonly read: string;
}

export async function judgeRepository(root: string, find: FindSecrets): Promise<RepositoryScan> {
  const tree = new Map<string, Piece>();
  const history = new Map<string, Piece>();
  const { commits, shallow } = await describeHistory(root);
  await readTree(root, gather(tree));
  await readHistory(root, gather(history));
  const findings = [
    ...(await judgeNames(root)),
    ...(await judgePieces("secrets.tree", tree, find)),
    ...(await judgePieces("secrets.history", history, find)),
  ];
  const depth = shallow ? " of a shallow clone: what came before is not here" : "";
  return { findings, read: `${tree.size} tracked files and ${commits} commits${depth}` };
}
