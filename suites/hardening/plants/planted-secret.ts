// Credentials to plant: made here and never written down, so that the scan of this repository does not find them.
import { randomBytes } from "node:crypto";

/** A personal access token as Airtable gives it out, and of nobody. */
export const plantedToken = (): string =>
  `pat${randomBytes(7).toString("hex")}.${randomBytes(32).toString("hex")}`;
