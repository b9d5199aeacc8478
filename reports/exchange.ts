// Reads the exchange that an evidence item of that kind holds, as the checks' HTTP client recorded it.

export interface Exchange {
  readonly request: {
    readonly method: string;
    readonly url: string;
    /** The same on the port that compose publishes, where it publishes one: what a person's shell can ask. */
    readonly published_url?: string | undefined;
    readonly headers: Readonly<Record<string, string>>;
    /** Text that was sent as it is, or a value that was sent as JSON. */
    readonly body?: unknown;
  };
  /** Undefined where no answer came. */
  readonly response?:
    | {
        readonly status: number;
        readonly headers: Readonly<Record<string, string>>;
        readonly body: string;
      }
    | undefined;
}

/** Undefined for anything else: a result file may come from an earlier version. */
export function readExchange(detail: unknown): Exchange | undefined {
  const { request, response } = (detail ?? {}) as Partial<Exchange>;
  if (typeof request?.method !== "string" || typeof request.url !== "string") return undefined;
  const asked = { ...request, headers: request.headers ?? {} };
  if (typeof response?.status !== "number") return { request: asked };
  return { request: asked, response: { ...response, headers: response.headers ?? {} } };
}
