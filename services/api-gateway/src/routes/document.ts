// GET /openapi.json, and /docs, which shows it with files of our own: it works offline.
import { type RequestHandler, Router } from "express";
import swaggerUi from "swagger-ui-express";
import { notFound } from "#kit/problem.ts";
import { resource } from "#kit/resource.ts";
import { openApiDocument } from "../openapi/document.ts";

/** No inline script; Swagger UI writes style attributes and draws its icons from data URLs. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join("; ");

const docsPolicy: RequestHandler = (_request, response, next) => {
  response.setHeader("Content-Security-Policy", pagePolicy);
  next();
};

/** What the page loads; the package has more files, with a page of its own about somebody else's API. */
const assets = new Set([
  "/",
  "/swagger-ui.css",
  "/swagger-ui-bundle.js",
  "/swagger-ui-standalone-preset.js",
  "/swagger-ui-init.js",
  "/favicon-16x16.png",
  "/favicon-32x32.png",
]);

const onlyAssets: RequestHandler = (request, response, next) => {
  if (assets.has(request.path)) next();
  else notFound(request, response, next);
};

const page = swaggerUi.setup(undefined, {
  customSiteTitle: "PyAirtable API",
  swaggerUrl: "/openapi.json",
  swaggerOptions: { validatorUrl: null },
});

export function documentRoutes(version: string): Router {
  const router = Router();
  const text = JSON.stringify(openApiDocument(version));
  resource(router, "/openapi.json", {
    get: (_request, response) => {
      response.type("json").send(text);
    },
  });
  router.use("/docs", onlyAssets, docsPolicy, ...swaggerUi.serve);
  resource(router, "/docs", { get: page });
  return router;
}
