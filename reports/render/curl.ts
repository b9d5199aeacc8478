// A curl command that repeats a recorded request by hand; what was redacted becomes a variable to set first.
import { redactedMark } from "../../suites/redact.ts";
import type { Exchange } from "../exchange.ts";

/** As long as the client lets a body of text be; one of that length was cut. */
const longestBody = 2000;

/** Ends without a newline; its first lines, comments, say what the command needs and lacks. */
export function renderCurl({ request }: Exchange): string {
  const { method, url, published_url, headers, body } = request;
  const needed = new Set<string>();
  const variable = (name: string) => {
    needed.add(name);
    return name;
  };
  const sent = Object.entries(withType(headers, body)).map(([name, value]) =>
    value === ""
      ? `-H ${quoted(`${name}:`)}`
      : `-H ${withVariables(`${name}: ${value}`, () => variable(headerVariable(name)))}`,
  );
  const content = bodyText(body);
  const words = [
    [
      "curl -isS",
      ...methodWords(method, content),
      ...(/[[\]{}]/.test(url) ? ["-g"] : []),
      ...(/\/\.\.?(?:\/|$)/.test(url) ? ["--path-as-is"] : []),
    ].join(" "),
    quoted(published_url ?? url),
    ...sent,
    ...(content === undefined
      ? []
      : [`--data-raw ${withVariables(content, (before) => variable(fieldVariable(before)))}`]),
  ];
  const notes = [
    ...(needed.size === 0 ? [] : [`# set first: ${[...needed].join(", ")}`]),
    ...(content?.length === longestBody ? [`# the body was cut at ${longestBody} characters`] : []),
  ];
  return [...notes, words.join(" \\\n  ")].join("\n");
}

/** The client adds the type of JSON; curl would call any other body a form. */
function withType(headers: Readonly<Record<string, string>>, body: unknown): Record<string, string> {
  const named = Object.keys(headers).some((name) => name.toLowerCase() === "content-type");
  if (body === undefined || body === null || named) return { ...headers };
  return { "content-type": typeof body === "string" ? "" : "application/json", ...headers };
}

function bodyText(body: unknown): string | undefined {
  if (body === undefined || body === null) return undefined;
  return typeof body === "string" ? body : JSON.stringify(body);
}

function methodWords(method: string, content: string | undefined): string[] {
  if (method === "HEAD") return ["-I"];
  return method === (content === undefined ? "GET" : "POST") ? [] : [`-X ${method}`];
}

/** In single quotes a shell changes nothing; a quote itself ends them, comes escaped, and begins them again. */
const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** `'Bearer '"$TOKEN"`: each redacted part is a variable, named by what stands before it. */
function withVariables(text: string, name: (before: string) => string): string {
  const [first = "", ...rest] = text.split(redactedMark);
  let before = first;
  const parts = [quoted(first)];
  for (const part of rest) {
    parts.push(`"$${name(before)}"`, ...(part === "" ? [] : [quoted(part)]));
    before = part;
  }
  return parts.join("");
}

function headerVariable(name: string): string {
  if (/^authorization$/i.test(name)) return "TOKEN";
  return name
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, "_")
    .replace(/^X_/, "");
}

/** Of `…,"password":"` it is PASSWORD. */
function fieldVariable(before: string): string {
  const field = /"(?<field>\w+)"\s*:\s*"[^"]*$/.exec(before)?.groups?.["field"];
  return (field ?? "secret").toUpperCase();
}
