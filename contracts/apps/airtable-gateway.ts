// airtable-gateway's real app, wired as its main.ts does it, to the addresses that a test gives it.
import type { Redis } from "ioredis";
import { createPeer } from "#kit/http-client.ts";
import { createMetrics } from "#kit/metrics.ts";
import { createAirtable } from "../../services/airtable-gateway/src/airtable.ts";
import { createAirtableMetrics } from "../../services/airtable-gateway/src/airtable-metrics.ts";
import { createAnswerCache } from "../../services/airtable-gateway/src/answer-cache.ts";
import { createApp, service } from "../../services/airtable-gateway/src/app.ts";
import { createBaseTurns } from "../../services/airtable-gateway/src/base-turns.ts";
import { airtableToken, serviceKey } from "../keys.ts";
import { type RunningApp, limit, nowhere, patienceMs, runApp, silentLog } from "./running-app.ts";

export interface AirtableGatewayOptions {
  readonly airtableUrl?: string;
  readonly airtableToken?: string;
  readonly platformUrl?: string;
  readonly redis?: Redis;
  readonly defaultBase: string;
  /** Milliseconds for one attempt at Airtable, and for all of them together. */
  readonly attemptTimeoutMs?: number;
  readonly budgetMs?: number;
}

/** More than any test asks in a second. */
const baseLimit = 1000;

export async function runAirtableGateway(options: AirtableGatewayOptions): Promise<RunningApp> {
  const { redis, airtableUrl = nowhere, platformUrl = nowhere, attemptTimeoutMs = patienceMs } = options;
  const { budgetMs = attemptTimeoutMs, airtableToken: token = airtableToken } = options;
  const log = silentLog(service);
  const serviceMetrics = createMetrics(service);
  const metrics = createAirtableMetrics(serviceMetrics.registry);
  const platform = createPeer({ name: "platform-services", url: platformUrl, apiKey: serviceKey });
  const airtable = createAirtable({
    url: airtableUrl,
    token,
    budgetMs,
    attemptTimeoutMs,
    turns: createBaseTurns({ limit: baseLimit, redis, log }),
    metrics,
    log,
  });
  const app = createApp({
    airtable,
    cache: createAnswerCache({ redis, log, ttlSeconds: { schema: 300, records: 30 } }),
    metrics,
    defaultBase: options.defaultBase,
    log,
    serviceMetrics,
    redis,
    platform,
    apiKey: serviceKey,
    airtableToken: token,
    corsOrigins: [],
    limit,
  });
  return runApp(app, () => Promise.all([platform.close(), airtable.close()]));
}
