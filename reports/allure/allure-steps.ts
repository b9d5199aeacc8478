// The steps of a criterion, in the order of its flow: what it asked and saw, what it held that against.
import { Stage, Status, type StepResult } from "allure-js-commons";
import { type Exchange, readExchange } from "../exchange.ts";
import { renderExchange } from "../render/exchange-text.ts";
import type { CriterionRecord } from "../result-types.ts";
import { excerptOf } from "../with-logs.ts";

type Item = CriterionRecord["evidence"][number];
export type Attachment = StepResult["attachments"][number];

/** Puts a text beside the report and says by which name the report finds it. */
export type Attach = (attachment: { name: string; type: string; text: string }) => Attachment;

export interface Flow {
  readonly steps: StepResult[];
  /** What belongs to no step alone. */
  readonly attachments: Attachment[];
}

/**
 * `asserted`: the steps that allure-vitest saw while the criterion was judged; none after the fact. Of what passed,
 * all exchanges are one attachment: one each would be thousands of files, which nobody opens and Allure takes most
 * of its time for.
 */
export function allureFlow(record: CriterionRecord, asserted: readonly StepResult[], attach: Attach): Flow {
  const items = record.evidence.filter((item) => excerptOf(item) === undefined);
  const folded = record.outcome === "passed";
  const seen = items.map((item) => stepOf(item, folded ? undefined : attach));
  const texts = folded ? items.flatMap((item) => contentOf(item).text ?? []) : [];
  const all = texts.length === 0 ? [] : [attach({ ...folder, text: texts.join(divider) })];
  return {
    steps: [...seen, ...asserted].toSorted((a, b) => (a.start ?? 0) - (b.start ?? 0)),
    attachments: all,
  };
}

const folder = { name: "what was asked and seen, in order, with curl commands", type: "text/plain" };
const divider = `\n${"=".repeat(100)}\n\n`;

function stepOf(item: Item, attach: Attach | undefined): StepResult {
  const { name, text, type } = contentOf(item);
  const title = titles[item.kind];
  return {
    name,
    status: Status.PASSED,
    stage: Stage.FINISHED,
    statusDetails: {},
    steps: [],
    attachments: text === undefined || !attach ? [] : [attach({ name: title, type, text })],
    parameters: [],
    start: item.at,
    stop: item.at,
  };
}

const titles: Readonly<Record<Item["kind"], string>> = {
  exchange: "curl, request and response",
  topology: "what the compose file says",
  state: "state",
  logs: "log",
  files: "files",
  note: "detail",
};

interface Content {
  readonly name: string;
  readonly type: string;
  readonly text: string | undefined;
}

function contentOf(item: Item): Content {
  const { kind, summary, detail } = item;
  const type = "text/plain";
  const exchange = kind === "exchange" ? readExchange(detail) : undefined;
  if (exchange) return { name: flowName(item, exchange), type, text: renderExchange(exchange) };
  if (detail === null || detail === undefined) return { name: summary, type, text: undefined };
  if (typeof detail === "string") return { name: summary, type, text: detail };
  return { name: summary, type: "application/json", text: `${JSON.stringify(detail, null, 2)}\n` };
}

/** `POST /auth/login at platform-services: 200 in 178 ms`. */
function flowName({ service, summary }: Item, { request: { method, url } }: Exchange): string {
  const answer = summary.split(" -> ").slice(1).join(" -> ");
  const path = url.replace(/^\w+:\/\/[^/]*/, "");
  return `${method} ${path} at ${service ?? "the system"}: ${answer}`;
}
