// A recorded exchange as text: how to repeat it, what was asked, what was answered.
import type { Exchange } from "../exchange.ts";
import { renderCurl } from "./curl.ts";

/** Ends with a newline. */
export function renderExchange(exchange: Exchange): string {
  const { request, response } = exchange;
  const asked = message([`${request.method} ${request.url}`, ...lines(request.headers)], request.body);
  const answered = response
    ? message([`HTTP ${response.status}`, ...lines(response.headers)], response.body)
    : "No answer.";
  return `${renderCurl(exchange)}\n\n--- request\n${asked}\n\n--- response\n${answered}\n`;
}

const lines = (headers: Readonly<Record<string, string>>) =>
  Object.entries(headers).map(([name, value]) => `${name}: ${value}`);

function message(head: readonly string[], body: unknown): string {
  if (body === undefined || body === null || body === "") return head.join("\n");
  return [...head, "", typeof body === "string" ? body : JSON.stringify(body, null, 2)].join("\n");
}
