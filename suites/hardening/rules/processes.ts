// Rules for which image and which process a service is.
import type { ComposeService } from "../compose-file.ts";
import { serviceRule, when } from "../finding.ts";
import { isPinned } from "../pinned-image.ts";

const development = /--inspect(?:-brk)?\b|--watch\b|\bnodemon\b/;

/** The words that decide how a process runs, each with its line. */
const wordsOf = (service: ComposeService) => [
  ...service.list("command"),
  ...service.list("entrypoint"),
  ...service.pairs("environment").filter(({ name }) => name === "NODE_OPTIONS"),
];

function leavesInPlain(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocol === "http:" && hostname.includes(".") && !/^(?:127|10|192\.168)\./.test(hostname);
}

export const processes = [
  serviceRule("compose.image-pin", (service) => {
    const { image, build } = service.compose;
    return when(!build && image !== undefined && !isPinned(image), {
      key: "image",
      summary: `runs ${image}, which is another image tomorrow`,
      cure: "name a version, or a digest",
    });
  }),
  serviceRule("compose.production-mode", (service) => {
    const mode = service.pairs("environment").find(({ name }) => name === "PYAIRTABLE_ENV");
    return when(service.compose.verify?.role === "service" && mode?.text !== "production", {
      ...(mode ? { line: mode.line } : { key: "environment" }),
      summary: "does not run in production mode",
      cure: "PYAIRTABLE_ENV: production",
    });
  }),
  serviceRule("compose.debugger", (service) =>
    wordsOf(service)
      .filter(({ text }) => development.test(text))
      .map(({ text, line }) => ({
        line,
        summary: `runs with ${text}`,
        cure: "take it out: that is for development",
      })),
  ),
  serviceRule("compose.tls-verification", (service) =>
    service
      .pairs("environment")
      .filter(({ name, text }) => name === "NODE_TLS_REJECT_UNAUTHORIZED" && text === "0")
      .map(({ line }) => ({
        line,
        summary: "does not verify certificates",
        cure: "take NODE_TLS_REJECT_UNAUTHORIZED out; a private CA goes into NODE_EXTRA_CA_CERTS",
      })),
  ),
  serviceRule("compose.plain-http", (service) =>
    service
      .pairs("environment")
      .filter(({ text }) => leavesInPlain(text))
      .map(({ name, line }) => ({ line, summary: `asks ${name} without TLS`, cure: "make it https" })),
  ),
];
