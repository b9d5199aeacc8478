// Reads Retry-After, which is seconds or a date (RFC 9110 §10.2.3), and writes it in seconds.

/** Milliseconds to wait from `now` (milliseconds since the epoch); undefined when absent or unreadable. */
export function retryAfterMs(value: string | string[] | undefined, now: number): number | undefined {
  const text = (Array.isArray(value) ? value[0] : value)?.trim();
  if (!text) return undefined;
  if (/^\d{1,9}(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  // Date.parse would take a mere "-1" for a date: an HTTP date begins with its day's name.
  const at = /^[A-Z][a-z]+,? /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

/** Whole seconds, at least one: nobody is told to come back at once. */
export const retryAfterHeader = (ms: number): string => String(Math.max(1, Math.ceil(ms / 1000)));
