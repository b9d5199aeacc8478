// Reads what an answer announces of its limits: RateLimit and RateLimit-Policy (IETF draft 8).

export interface AnnouncedLimit {
  readonly name: string;
  /** Requests that one window lets through. */
  readonly quota: number;
  readonly windowSeconds: number;
  readonly remaining: number;
  /** Seconds until the window ends. */
  readonly resetSeconds: number;
}

type Item = Readonly<Record<string, number>>;

/** A list of `"name";key=number` by name (RFC 9651 §3.1); parameters that are no numbers are left out. */
function itemsOf(header: string | undefined): ReadonlyMap<string, Item> {
  const items = (header ?? "").matchAll(/"(?<name>[^"]+)"(?<parameters>(?:\s*;\s*[a-z]+=[^;,]+)*)/g);
  return new Map(
    [...items].map(({ groups }) => {
      const numbers = (groups?.["parameters"] ?? "").matchAll(/(?<key>[a-z]+)=(?<value>\d+)/g);
      const item = Object.fromEntries(
        [...numbers].map(({ groups: pair }) => [pair?.["key"] ?? "", Number(pair?.["value"])]),
      );
      return [groups?.["name"] ?? "", item];
    }),
  );
}

/** The limits that both headers speak of, in the order of RateLimit-Policy. */
export function announcedLimits(headers: Readonly<Record<string, string>>): readonly AnnouncedLimit[] {
  const states = itemsOf(headers["ratelimit"]);
  return [...itemsOf(headers["ratelimit-policy"])].flatMap(([name, { q, w }]) => {
    const { r, t } = states.get(name) ?? {};
    if (q === undefined || w === undefined || r === undefined || t === undefined) return [];
    return [{ name, quota: q, windowSeconds: w, remaining: r, resetSeconds: t }];
  });
}

/** The announced limit with this quota; undefined where the answer announces none. */
export const limitOf = (
  { headers }: { readonly headers: Readonly<Record<string, string>> },
  quota: number,
): AnnouncedLimit | undefined => announcedLimits(headers).find((limit) => limit.quota === quota);
