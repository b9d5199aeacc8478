// Hashes and compares passwords, in the same time whether or not there is anything to compare with.
import { randomBytes } from "node:crypto";
import bcrypt from "bcrypt";

/** bcrypt ignores what comes after: a longer password is refused, never cut (ASVS 6.2.8). */
export const maxPasswordBytes = 72;

export interface Passwords {
  readonly hash: (password: string) => Promise<string>;
  /** False for an unknown person (`hash` undefined) too, after the work of a real comparison. */
  readonly matches: (password: string, hash: string | undefined) => Promise<boolean>;
}

/** `rounds` is bcrypt's cost: each one more doubles the work. */
export function createPasswords(rounds: number): Passwords {
  const decoy = bcrypt.hash(randomBytes(16).toString("hex"), rounds);
  return {
    hash: (password) => bcrypt.hash(password, rounds),
    matches: async (password, hash) => {
      const comparable = hash !== undefined && Buffer.byteLength(password) <= maxPasswordBytes;
      const equal = await bcrypt.compare(password, comparable ? hash : await decoy);
      return comparable && equal;
    },
  };
}
