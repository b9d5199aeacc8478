// Speaks to a Pact Broker over its HTTP API: publishes pacts and results, and asks whether a version may go out.
import { readFileSync } from "node:fs";
import { z } from "zod";
import type { PactFile } from "./pact-files.ts";
import type { VerifiedPact } from "./verification/verify-provider.ts";

export interface BrokerOptions {
  /** PACT_BROKER_BASE_URL */
  readonly url: string;
  /** PACT_BROKER_TOKEN */
  readonly token?: string | undefined;
}

/** The broker could not be asked, or does not answer as one. */
export class BrokerError extends Error {
  override readonly name = "BrokerError";
}

const timeoutMs = 15_000;
const published = z.object({
  _links: z.object({ "pb:publish-verification-results": z.object({ href: z.url() }) }),
});
const answer = z.object({ summary: z.object({ deployable: z.boolean().nullable(), reason: z.string() }) });

function createAsk({ url, token }: BrokerOptions) {
  const base = url.replace(/\/+$/, "");
  return async (target: string, body?: unknown): Promise<unknown> => {
    const address = target.startsWith("http") ? target : base + target;
    // The key goes to the broker alone, wherever a link may lead.
    const isOwn = new URL(address).origin === new URL(base).origin;
    const reply = await fetch(address, {
      method: body === undefined ? "GET" : "POST",
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        accept: "application/hal+json, application/json",
        ...(token && isOwn ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch((cause: unknown) => {
      throw new BrokerError(`the broker at ${base} cannot be reached`, { cause });
    });
    const text = await reply.text();
    if (!reply.ok)
      throw new BrokerError(
        `the broker answers ${reply.status} to ${new URL(address).pathname}: ${text.slice(0, 300)}`,
      );
    return text === "" ? undefined : JSON.parse(text);
  };
}

export interface Broker {
  /** Pacts of one consumer, under its version. */
  readonly publish: (
    pacts: readonly PactFile[],
    version: string,
    branch: string | undefined,
  ) => Promise<void>;
  /** What the provider, in `version`, made of a published pact. */
  readonly record: (
    pact: VerifiedPact,
    version: { readonly consumer: string; readonly provider: string },
  ) => Promise<void>;
  readonly canIDeploy: (
    service: string,
    version: string,
    environment: string,
  ) => Promise<{ deployable: boolean; reason: string }>;
}

export function createBroker(options: BrokerOptions): Broker {
  const ask = createAsk(options);
  return {
    publish: async (pacts, version, branch) => {
      const [first] = pacts;
      if (!first) return;
      await ask("/contracts/publish", {
        pacticipantName: first.consumer,
        pacticipantVersionNumber: version,
        ...(branch === undefined ? {} : { branch }),
        contracts: pacts.map(({ file, consumer, provider }) => ({
          consumerName: consumer,
          providerName: provider,
          specification: "pact",
          contentType: "application/json",
          content: readFileSync(file).toString("base64"),
        })),
      });
    },
    record: async ({ consumer, provider, interactions }, version) => {
      const place = [provider, "consumer", consumer, "version", version.consumer]
        .map(encodeURIComponent)
        .join("/");
      const { _links: links } = published.parse(await ask(`/pacts/provider/${place}`));
      await ask(links["pb:publish-verification-results"].href, {
        success: interactions.every(({ outcome }) => outcome === "passed"),
        providerApplicationVersion: version.provider,
      });
    },
    canIDeploy: async (service, version, environment) => {
      const query = new URLSearchParams({ pacticipant: service, version, environment });
      const { summary } = answer.parse(await ask(`/can-i-deploy?${query.toString()}`));
      return { deployable: summary.deployable === true, reason: summary.reason };
    },
  };
}
