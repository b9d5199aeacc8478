// Reads records page by page up to a number, and says whether there were more.
import type { Airtable, AirtableRecord, PageQuery, Place, RecordPage } from "./airtable-gateway-client.ts";

/** Airtable's largest page. */
const pageSize = 100;
/** What tools over a whole table read at most; at five pages a second that is ten seconds. */
export const tableCap = 5000;

export type RecordQuery = Omit<PageQuery, "page_size">;

export interface RecordsRead {
  readonly records: readonly AirtableRecord[];
  /** Where the next page begins; undefined when all has been read. */
  readonly offset: string | undefined;
}

/** Reads at most `limit` records. */
export async function readRecords(
  airtable: Airtable,
  place: Place,
  { limit, ...query }: RecordQuery & { limit: number },
): Promise<RecordsRead> {
  const records: AirtableRecord[] = [];
  let { offset } = query;
  do {
    const page: RecordPage = await airtable.page(place, {
      ...query,
      offset,
      page_size: Math.min(pageSize, limit - records.length),
    });
    records.push(...page.records);
    offset = page.offset;
  } while (offset !== undefined && records.length < limit);
  return { records, offset };
}

/** Field names as the gateway takes them; undefined (all fields) where a name has a comma of its own. */
export const fieldList = (names: readonly string[] | undefined): string | undefined =>
  names === undefined || names.some((name) => name.includes(",")) ? undefined : names.join(",");
