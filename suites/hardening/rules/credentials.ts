// Rules for where secrets stand, and which must not.
import type { ComposeService } from "../compose-file.ts";
import { isRedis } from "../datastore.ts";
import { serviceRule, when } from "../finding.ts";
import { carriesSecret, isSecretName, showsSecret } from "../secret-names.ts";

const testValue = /test-only-|change-?me/i;
const commandParts = ["command", "entrypoint", "healthcheck.test"];

const linesOf = (service: ComposeService) =>
  commandParts.flatMap((part) => {
    const words = service.list(part);
    const line = service.at(part)?.line;
    return words.length === 0 ? [] : [{ part, line, words }];
  });

export const credentials = [
  serviceRule("compose.secret-in-environment", (service) => [
    ...["environment", "build.args"].flatMap((part) =>
      service
        .pairs(part)
        // As it is written: a variable that is empty here may be set where it is deployed.
        .filter(({ name, written }) => (isSecretName(name) && written !== "") || carriesSecret(written))
        .map(({ name, line }) => ({
          line,
          summary: `gets ${name} in its ${part === "environment" ? "environment" : "build arguments"}`,
          cure: `give it ${name}_FILE, the path of a secret`,
        })),
    ),
    ...service.list("env_file").map(({ text, line }) => ({
      line,
      summary: `gets all of ${text} in its environment`,
      cure: "name the variables that it needs, and give it secrets as files",
    })),
  ]),
  serviceRule("compose.secret-on-command-line", (service) =>
    linesOf(service)
      .filter(({ words }) => showsSecret(words.map(({ written }) => written).join(" ")))
      .map(({ part, line }) => ({
        ...(line === undefined ? {} : { line }),
        summary: `has a secret in its ${part}`,
        cure: "let the command read it from /run/secrets",
      })),
  ),
  serviceRule("compose.test-value", (service) =>
    [...service.pairs("environment"), ...commandParts.flatMap((part) => service.list(part))]
      .filter(({ text, written }) => testValue.test(text) || testValue.test(written))
      .map(({ line }) => ({ line, summary: "has a value for tests", cure: "take the value out" })),
  ),
  serviceRule("compose.redis-password", (service) =>
    when(
      isRedis(service) &&
        !["command", "entrypoint"].some((part) =>
          /requirepass|aclfile/.test(
            service
              .list(part)
              .map(({ text }) => text)
              .join(" "),
          ),
        ),
      {
        key: "command",
        summary: "wants no password",
        cure: "let its command read requirepass from a secret",
      },
    ),
  ),
  serviceRule("compose.postgres-trust", (service) =>
    service
      .pairs("environment")
      .filter(({ name, text }) => name === "POSTGRES_HOST_AUTH_METHOD" && text === "trust")
      .map(({ line }) => ({ line, summary: "lets anybody in", cure: "take POSTGRES_HOST_AUTH_METHOD out" })),
  ),
];
