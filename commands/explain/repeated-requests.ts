// The requests that a criterion's last evidence holds, as commands for a shell.
import { readExchange } from "../../reports/exchange.ts";
import { renderCurl } from "../../reports/render/curl.ts";
import type { CriterionRecord } from "../../reports/result-types.ts";

interface Request {
  readonly command: string;
  /** Whom it asked. */
  readonly place: string;
  /** One for each time that it was sent. */
  readonly answers: readonly string[];
}

const shown = 12;

/** Where a value comes from that was taken out of the evidence. */
const sources: Readonly<Record<string, string>> = {
  API_KEY: "API_KEY in compose.test.yml or .env",
  METRICS_TOKEN: "METRICS_TOKEN in compose.test.yml or .env",
  PASSWORD: "one of your own, 8 characters or more",
  TOKEN: "the access_token that a login answers, where the check is not about another one",
  REFRESH_TOKEN: "the refresh_token that a login answers",
};

/** One that is sent again at once, as in a flood, is one request. */
function requestsOf({ evidence }: CriterionRecord): readonly Request[] {
  const requests: Request[] = [];
  for (const { kind, service, detail } of evidence) {
    const exchange = kind === "exchange" ? readExchange(detail) : undefined;
    if (!exchange) continue;
    const { request, response } = exchange;
    const command = renderCurl(exchange);
    const answer = response ? `${response.status}` : "no answer";
    const inside = request.published_url === undefined ? ", inside the run's network" : "";
    const last = requests.at(-1);
    if (last?.command === command)
      requests[requests.length - 1] = { ...last, answers: [...last.answers, answer] };
    else requests.push({ command, place: `${service ?? "the system"}${inside}`, answers: [answer] });
  }
  return requests;
}

/** Of a flood only some are recorded. */
function noteOf({ place, answers }: Request): string {
  const times = answers.length > 1 ? `, sent at least ${answers.length} times in a row` : "";
  return `# ${place} -> ${[...new Set(answers)].join(", ")}${times}`;
}

/** Lines for a shell; those that begin with # are for people. */
export function repeatedRequests(record: CriterionRecord | undefined, id: string): readonly string[] {
  const requests = record ? requestsOf(record) : [];
  if (requests.length === 0) {
    return [
      record?.evidence.length
        ? `# no request to send again: ${record.id} sent none`
        : `# no request to send again: no run left evidence of ${id}; the first command leaves some`,
    ];
  }
  const commands = requests.slice(0, shown);
  const more = requests.length - commands.length;
  const used = Object.entries(sources).filter(([name]) =>
    commands.some(({ command }) => command.includes(`"$${name}"`)),
  );
  return [
    `# the requests of ${record?.id ?? id}, as they were when it was judged last`,
    ...used.map(([name, source]) => `#   ${name}: ${source}`),
    ...commands.flatMap((request) => [noteOf(request), ...request.command.split("\n")]),
    ...(more > 0 ? [`# and ${more} more, in pass-rate.json and the Allure report`] : []),
  ];
}
