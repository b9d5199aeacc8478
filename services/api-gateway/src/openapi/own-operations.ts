// What the gateway itself answers to.
import { type Operations, answer, problems, ref } from "./operation.ts";

const page = (type: string, description: string) => ({
  "200": { description, content: { [type]: { schema: { type: "string" } } } },
});

export const ownOperations: Operations = {
  "/health": {
    get: {
      operationId: "liveness",
      summary: "The gateway is alive",
      responses: answer(200, "It is.", ref("Liveness")),
    },
  },
  "/ready": {
    get: {
      operationId: "readiness",
      summary: "The gateway and what it depends on",
      responses: {
        ...answer(200, "It can work.", ref("Readiness")),
        ...answer(503, "It cannot.", ref("Readiness")),
      },
    },
  },
  "/metrics": {
    get: {
      operationId: "metrics",
      summary: "Prometheus exposition",
      description: "In production it wants a bearer token of its own.",
      responses: { ...page("text/plain", "The metrics."), ...problems(401) },
    },
  },
  "/api/health": {
    get: {
      operationId: "systemHealth",
      summary: "Every service, and who is down",
      responses: answer(200, "Healthy or degraded.", ref("SystemHealth")),
    },
  },
  "/openapi.json": {
    get: {
      operationId: "describe",
      summary: "This document",
      responses: answer(200, "OpenAPI 3.1.", { type: "object" }),
    },
  },
  "/docs": {
    get: {
      operationId: "docs",
      summary: "This document as a page",
      responses: page("text/html", "Swagger UI, served from here."),
    },
  },
};
