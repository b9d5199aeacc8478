// Limits by client, counted in Redis for all replicas; with Redis away each replica counts by itself.
import type { Request, RequestHandler, Response } from "express";
import type { Redis } from "ioredis";
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from "rate-limiter-flexible";
import { clientNetwork } from "./client-network.ts";
import { Problem } from "./problem.ts";
import { contextOf } from "./request-context.ts";

export interface Limit {
  /** Names the policy in the RateLimit headers and in Redis keys. */
  readonly name: string;
  readonly max: number;
  readonly windowSeconds: number;
}

/** A limiter over Redis that falls back to this process's memory; without Redis, memory alone. */
export function createLimiter(limit: Limit, redis: Redis | undefined): RateLimiterAbstract {
  const options = { keyPrefix: `limit:${limit.name}`, points: limit.max, duration: limit.windowSeconds };
  const memory = new RateLimiterMemory(options);
  if (!redis) return memory;
  return new RateLimiterRedis({
    ...options,
    storeClient: redis,
    rejectIfRedisNotReady: true,
    insuranceLimiter: memory,
  });
}

/** RateLimit and RateLimit-Policy (draft-ietf-httpapi-ratelimit-headers-08); seconds, rounded up. */
function announce(response: Response, limit: Limit, state: RateLimiterRes): void {
  const seconds = Math.max(1, Math.ceil(state.msBeforeNext / 1000));
  response.append("RateLimit-Policy", `"${limit.name}";q=${limit.max};w=${limit.windowSeconds}`);
  response.append("RateLimit", `"${limit.name}";r=${Math.max(0, state.remainingPoints)};t=${seconds}`);
}

/** 429 with Retry-After in seconds (RFC 6585 §4). */
export function tooMany(limit: Limit, state: RateLimiterRes): Problem {
  const seconds = Math.max(1, Math.ceil(state.msBeforeNext / 1000));
  return new Problem(429, `Too many requests (${limit.name}): try again in ${seconds} s.`, {
    headers: { "Retry-After": String(seconds) },
  });
}

/** Counts each request before its method or body is looked at. */
export function rateLimit(options: {
  limit: Limit;
  redis: Redis | undefined;
  onLimited?: () => void;
}): RequestHandler {
  const { limit, redis, onLimited } = options;
  const limiter = createLimiter(limit, redis);
  return async (request: Request, response: Response, next) => {
    const { clientAddress } = contextOf(request);
    const state = await limiter.consume(clientNetwork(clientAddress)).catch((error: unknown) => {
      if (error instanceof RateLimiterRes) return error;
      throw error;
    });
    announce(response, limit, state);
    if (state.consumedPoints > limit.max) {
      onLimited?.();
      throw tooMany(limit, state);
    }
    next();
  };
}
