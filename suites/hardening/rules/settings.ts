// Rules for settings that suit a test, and with which production keeps or guards less than it says.
import { type ComposeService } from "../compose-file.ts";
import { isRedis } from "../datastore.ts";
import { serviceRule, type ServiceFault, when } from "../finding.ts";

interface Bound {
  readonly least?: number;
  readonly most?: number;
  readonly why: string;
}

const bounds: Readonly<Record<string, Bound>> = {
  // OWASP Password Storage Cheat Sheet, bcrypt.
  PASSWORD_HASH_ROUNDS: { least: 10, why: "a stolen hash is guessed sooner" },
  // The plan's section 9: the 101st login is refused.
  LOGIN_RATE_LIMIT_MAX: { most: 100, why: "passwords can be guessed" },
  // Airtable Web API, rate limits: more than 5 a second and base, and it answers nothing for 30 s.
  AIRTABLE_BASE_LIMIT: { most: 5, why: "Airtable locks the base for half a minute" },
};

function outOfBounds(name: string, text: string): string | undefined {
  const { least = -Infinity, most = Infinity, why } = bounds[name] ?? { why: "" };
  const value = Number(text);
  if (!/^\d+$/.test(text) || (value >= least && value <= most)) return undefined;
  return `sets ${name} to ${text}: ${why}`;
}

const wordsOf = (service: ComposeService): string =>
  ["command", "entrypoint"]
    .flatMap((part) => service.list(part))
    .map(({ text }) => text)
    .join(" ");

/** Of Redis that forgets its sessions, of Postgres that loses what it has acknowledged. */
function undurable(service: ComposeService): readonly ServiceFault[] {
  const words = wordsOf(service);
  const lax = /(?:fsync|synchronous_commit|full_page_writes)\s*=\s*off/.exec(words)?.[0];
  const forgets = isRedis(service) && !/appendonly\s+yes/.test(words);
  return [
    ...when(forgets, {
      key: "command",
      summary: "writes no log of its changes, and forgets every session with a restart",
      cure: "--appendonly yes",
    }),
    ...when(lax !== undefined, {
      key: "command",
      summary: `loses what it has acknowledged when the machine goes down (${lax})`,
      cure: "take it out",
    }),
  ];
}

export const settings = [
  serviceRule("compose.durability", undurable),
  serviceRule("compose.lax-setting", (service) =>
    service.pairs("environment").flatMap(({ name, text, line }) => {
      const summary = outOfBounds(name, text);
      const { least, most } = bounds[name] ?? {};
      const cure = least === undefined ? `${most} at most` : `${least} at least`;
      return summary === undefined ? [] : [{ line, summary, cure }];
    }),
  ),
];
