// Keeps browsers of other sites out (DNS rebinding): MCP's transport asks every server to check Origin.
import { Problem } from "#kit/problem.ts";
import type { RequestHandler } from "express";

export interface OriginGuardOptions {
  /** Origins that may call; a request without Origin is no browser's and passes. */
  readonly corsOrigins: readonly string[];
  /** Host names without ports; empty allows any. */
  readonly allowedHosts: readonly string[];
}

/** The name in a Host header, without its port; undefined when it is no host at all. */
function hostName(header: string | undefined): string | undefined {
  const url = `http://${header ?? ""}`;
  return header !== undefined && URL.canParse(url) ? new URL(url).hostname : undefined;
}

/** 400 for a Host that is none, 403 for a Host or an Origin that is not allowed. */
export function originGuard({ corsOrigins, allowedHosts }: OriginGuardOptions): RequestHandler {
  return (request, _response, next) => {
    const host = hostName(request.headers.host);
    if (host === undefined) throw new Problem(400, "The Host header is not a host name.");
    if (allowedHosts.length > 0 && !allowedHosts.includes(host)) {
      throw new Problem(403, "This host name is not one of ALLOWED_HOSTS.");
    }
    const { origin } = request.headers;
    if (origin !== undefined && !corsOrigins.includes(origin)) {
      throw new Problem(403, "This origin is not one of CORS_ORIGINS.");
    }
    next();
  };
}
