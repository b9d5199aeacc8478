// The whole chain of a service around the routes of a test.
import express, { type Express } from "express";
import { createLog } from "./log.ts";
import { createMetrics } from "./metrics.ts";
import { type ServiceAppOptions, createServiceApp } from "./service-app.ts";

export const testApiKey = "test-only-kit-key-0123456789";

/** A silent service named `kit` without dependencies, Redis or routes, but for what `options` says. */
export const createTestApp = (options: Partial<ServiceAppOptions> = {}): Express =>
  createServiceApp({
    service: "kit",
    version: "1.2.3",
    log: createLog({ service: "kit", level: "silent" }),
    metrics: createMetrics("kit"),
    dependencies: {},
    apiKey: testApiKey,
    corsOrigins: [],
    limit: { max: 1000, windowSeconds: 60 },
    redis: undefined,
    routes: express.Router(),
    ...options,
  });
