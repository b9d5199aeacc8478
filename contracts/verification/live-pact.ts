// Replays at the real Airtable what of its pact may be asked of it.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { type PactFile, readPact } from "../pact-files.ts";
import { type LiveAirtable, createLiveAirtable } from "../providers/live-airtable.ts";
import { type VerifiedPact, verifyProvider } from "./verify-provider.ts";

const shape = z.looseObject({
  interactions: z.array(
    z.looseObject({
      providerStates: z.array(z.looseObject({ name: z.string() })).optional(),
      request: z.looseObject({ method: z.string(), path: z.string() }),
    }),
  ),
});

type Interaction = z.infer<typeof shape>["interactions"][number];

/** A long question goes as a body, and changes nothing all the same. */
const isReading = ({ request }: Interaction): boolean =>
  request.method === "GET" || request.path.endsWith("/listRecords");

/** Of the others nothing is said: they are the simulated Airtable's to show. */
export async function verifyLive(
  live: LiveAirtable,
  pacts: readonly PactFile[],
): Promise<readonly VerifiedPact[]> {
  await using provider = createLiveAirtable(live);
  const folder = mkdtempSync(path.join(tmpdir(), "live-pact-"));
  try {
    const reduced = pacts.map(({ file }) => {
      const pact = shape.parse(JSON.parse(readFileSync(file, "utf8")));
      const interactions = pact.interactions.filter((each) => {
        const state = each.providerStates?.[0]?.name;
        const isKnown = state === undefined || state in provider.states;
        return isKnown && (live.scratchBase !== undefined || isReading(each));
      });
      const place = path.join(folder, path.basename(file));
      writeFileSync(place, JSON.stringify({ ...pact, interactions }));
      return readPact(place);
    });
    return await verifyProvider(provider, reduced);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
