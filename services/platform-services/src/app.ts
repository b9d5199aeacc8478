// Puts the service together: the common chain, the limits of logging in, and the routes.
import type { Log } from "#kit/log.ts";
import type { Metrics } from "#kit/metrics.ts";
import { rateLimit } from "#kit/rate-limit.ts";
import { pingRedis } from "#kit/redis.ts";
import { noStore } from "#kit/security-headers.ts";
import { createServiceApp } from "#kit/service-app.ts";
import { version } from "#kit/version.ts";
import { type Express, type RequestHandler, Router } from "express";
import type { Redis } from "ioredis";
import { createAccountLimit } from "./account-limit.ts";
import { createAuthMetrics } from "./auth-metrics.ts";
import { bearer } from "./bearer.ts";
import type { Config } from "./config.ts";
import type { Database } from "./database.ts";
import type { Dependencies } from "./dependencies.ts";
import { createPasswords } from "./passwords.ts";
import { createPeople } from "./people.ts";
import { loginRoute } from "./routes/login.ts";
import { profileRoute } from "./routes/profile.ts";
import { refreshRoute } from "./routes/refresh.ts";
import { registerRoute } from "./routes/register.ts";
import { sessionRoutes } from "./routes/session.ts";
import { usersRoute } from "./routes/users.ts";
import { createSessions } from "./sessions.ts";
import { createSignIn } from "./sign-in.ts";
import { createTokens } from "./tokens.ts";

export interface AppDependencies {
  readonly config: Config;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly database: Database;
  readonly redis: Redis;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

function createServices({ config, database, redis, metrics, now }: AppDependencies): Dependencies {
  const people = createPeople(database);
  const sessions = createSessions(redis, now);
  const tokens = createTokens(config, now);
  const authMetrics = createAuthMetrics(metrics, sessions.count);
  const failures = { max: config.ACCOUNT_FAILURES_MAX, windowSeconds: config.RATE_LIMIT_WINDOW_SECONDS };
  return {
    people,
    sessions,
    authMetrics,
    passwords: createPasswords(config.PASSWORD_HASH_ROUNDS),
    signIn: createSignIn({ config, people, sessions, tokens, metrics: authMetrics, now }),
    accountLimit: createAccountLimit(failures, redis),
    signedIn: bearer(tokens, sessions),
  };
}

/** Counts any method, before the body is looked at. */
function guessLimit({ config, redis, metrics }: AppDependencies, name: string): RequestHandler {
  const { LOGIN_RATE_LIMIT_MAX: max, RATE_LIMIT_WINDOW_SECONDS: windowSeconds } = config;
  return rateLimit({
    limit: { name, max, windowSeconds },
    redis,
    onLimited: metrics.onLimited(name),
  });
}

function createRoutes(dependencies: AppDependencies, services: Dependencies): Router {
  const router = Router();
  router.use("/auth", noStore);
  router.use("/auth/login", guessLimit(dependencies, "login"));
  router.use("/auth/register", guessLimit(dependencies, "register"));
  for (const route of [registerRoute, loginRoute, refreshRoute, sessionRoutes, profileRoute, usersRoute]) {
    route(router, services);
  }
  return router;
}

export function createApp(dependencies: AppDependencies): Express {
  const { config, log, metrics, redis } = dependencies;
  const services = createServices(dependencies);
  return createServiceApp({
    service: "platform-services",
    version,
    log,
    metrics,
    redis,
    apiKey: config.API_KEY,
    corsOrigins: config.CORS_ORIGINS,
    limit: { max: config.RATE_LIMIT_MAX, windowSeconds: config.RATE_LIMIT_WINDOW_SECONDS },
    dependencies: {
      postgres: { required: true, datastore: true, check: () => services.people.ping() },
      redis: { required: true, datastore: true, check: () => pingRedis(redis) },
    },
    routes: createRoutes(dependencies, services),
  });
}
