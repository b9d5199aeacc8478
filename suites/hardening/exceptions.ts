// Findings that somebody accepted: each with its reason and the day on which that ends.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { LineCounter, isMap, isSeq, parseDocument } from "yaml";
import { StackError } from "../../fixtures/stack-error.ts";
import { didYouMean } from "../../fixtures/topology/did-you-mean.ts";
import type { Finding } from "./finding.ts";
import { ruleIds, type RuleId } from "./rule-ids.ts";

export const exceptionsFile = "security-exceptions.yml";

export interface Exception {
  readonly rule: RuleId;
  /** As a finding has it: `docker-compose.production.yml#postgres`. */
  readonly where: string;
  readonly reason: string;
  /** The last day on which it holds, `2027-01-31`. */
  readonly expires: string;
  readonly line: number;
}

/** The file of exceptions is wrong: every fault at once, with its line. */
export class ExceptionsError extends StackError {}

const keys = ["rule", "where", "reason", "expires"] as const;
const shortestReason = 10;

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  // The 31st of February is the 3rd of March to a Date.
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(day.getTime()) && day.toJSON().startsWith(text);
}

function faultsOf(given: Readonly<Record<string, string>>): readonly string[] {
  const missing = keys.filter((key) => !given[key]).map((key) => `${key} is missing`);
  const unknown = Object.keys(given).filter((key) => !keys.includes(key as (typeof keys)[number]));
  const { rule = "", reason = "", expires = "" } = given;
  return [
    ...missing,
    ...unknown.map((key) => `unknown key "${key}"; ${didYouMean(key, keys)}`),
    ...(rule && !Object.hasOwn(ruleIds, rule)
      ? [`unknown rule "${rule}"; ${didYouMean(rule, Object.keys(ruleIds))}`]
      : []),
    ...(rule.startsWith("exceptions.") ? ["a rule about exceptions has none"] : []),
    ...(reason && reason.length < shortestReason ? ["the reason is too short to be one"] : []),
    ...(expires && !isDay(expires) ? [`expires: "${expires}" is no day; write it as 2027-01-31`] : []),
  ];
}

/** @throws {ExceptionsError} one line a fault: an exception without a reason or an end is none. */
export function readExceptions(root: string): readonly Exception[] {
  const file = path.join(root, exceptionsFile);
  if (!existsSync(file)) return [];
  const lineCounter = new LineCounter();
  const document = parseDocument(readFileSync(file, "utf8"), { lineCounter, schema: "failsafe" });
  const [error] = document.errors;
  const at = (offset: number) => `${exceptionsFile}:${lineCounter.linePos(offset).line}`;
  if (error) throw new ExceptionsError(`${at(error.pos[0])}: this is not valid YAML: ${error.message}`);
  if (!document.contents || document.toJS() === "") return [];
  if (!isSeq(document.contents)) throw new ExceptionsError(`${at(0)}: write a list of exceptions`);
  const faults: string[] = [];
  const read = document.contents.items.map((item) => {
    const offset = isMap(item) ? (item.range?.[0] ?? 0) : 0;
    const given = isMap(item) ? (item.toJS(document) as Record<string, string>) : {};
    faults.push(...faultsOf(given).map((fault) => `${at(offset)}: ${fault}`));
    return { ...(given as unknown as Omit<Exception, "line">), line: lineCounter.linePos(offset).line };
  });
  if (faults.length > 0) throw new ExceptionsError(faults.join("\n"));
  return read;
}

export interface Judged {
  readonly findings: readonly Finding[];
  readonly accepted: readonly Finding[];
}

const matches = (exception: Exception, { rule, where }: Finding): boolean =>
  exception.rule === rule && exception.where === where;

export interface Scanned {
  readonly found: readonly Finding[];
  readonly today: string;
  /** Whether this scan looked where the exception is: one for an image that was not there is not unused. */
  readonly looked: (exception: Exception) => boolean;
}

/** Takes out what is accepted; an exception that is past its day, or that nothing needs, is itself a finding. */
export function applyExceptions(exceptions: readonly Exception[], { found, today, looked }: Scanned): Judged {
  const holds = exceptions.filter(({ expires }) => expires >= today);
  const accepted = found.filter((finding) => holds.some((exception) => matches(exception, finding)));
  const own = exceptions.flatMap((exception): readonly Finding[] => {
    const { rule, where, expires, line } = exception;
    const place = { file: exceptionsFile, line, where: exceptionsFile };
    if (expires < today) {
      const summary = `the exception for ${rule} at ${where} ended on ${expires}`;
      return [
        { ...place, rule: "exceptions.expired", summary, cure: "cure what it excepts, then take it out" },
      ];
    }
    if (!looked(exception) || found.some((finding) => matches(exception, finding))) return [];
    const summary = `nothing needs the exception for ${rule} at ${where}`;
    return [{ ...place, rule: "exceptions.unused", summary, cure: "take it out" }];
  });
  const rest = found.filter((finding) => !accepted.includes(finding));
  return { findings: [...rest, ...own], accepted };
}
