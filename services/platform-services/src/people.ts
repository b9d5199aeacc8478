// People in Postgres, by id and by e-mail; a soft-deleted person is not found.
import { DatabaseError } from "pg";
import type { Database } from "./database.ts";

/** A person as the answers show one. */
export interface User {
  readonly id: string;
  readonly email: string;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly created_at: string;
  readonly updated_at: string;
}

export interface NewPerson {
  readonly email: string;
  readonly passwordHash: string;
  readonly first_name: string | null;
  readonly last_name: string | null;
}

/** Undefined keeps the name, null clears it. */
export interface NameChanges {
  readonly first_name?: string | null | undefined;
  readonly last_name?: string | null | undefined;
}

interface UserRow extends Omit<User, "created_at" | "updated_at"> {
  readonly created_at: Date;
  readonly updated_at: Date;
}

export interface People {
  /** Undefined when the e-mail is taken. */
  readonly add: (person: NewPerson) => Promise<User | undefined>;
  readonly find: (id: string) => Promise<User | undefined>;
  readonly findByEmail: (email: string) => Promise<{ user: User; passwordHash: string } | undefined>;
  readonly rename: (id: string, changes: NameChanges) => Promise<User | undefined>;
  /** Soft: the row stays, the e-mail is free again. The same answer when it was done before. */
  readonly remove: (id: string) => Promise<User | undefined>;
  /** Resolves when the table is there and Postgres answers. */
  readonly ping: () => Promise<void>;
}

const columns = "id, email, first_name, last_name, created_at, updated_at";
const uniqueViolation = "23505";

const asUser = ({ id, email, first_name, last_name, created_at, updated_at }: UserRow): User => ({
  id,
  email,
  first_name,
  last_name,
  created_at: created_at.toISOString(),
  updated_at: updated_at.toISOString(),
});

const firstUser = ([row]: UserRow[]): User | undefined => row && asUser(row);

async function add(query: Database["query"], person: NewPerson): Promise<User | undefined> {
  const { email, passwordHash, first_name, last_name } = person;
  const sql = `insert into platform_users (email, password_hash, first_name, last_name)
    values ($1, $2, $3, $4) returning ${columns}`;
  try {
    return firstUser(await query<UserRow>(sql, [email, passwordHash, first_name, last_name]));
  } catch (error) {
    if (error instanceof DatabaseError && error.code === uniqueViolation) return undefined;
    throw error;
  }
}

async function rename(query: Database["query"], id: string, changes: NameChanges): Promise<User | undefined> {
  const { first_name, last_name } = changes;
  const sql = `update platform_users set updated_at = now(),
    first_name = case when $2 then $3 else first_name end,
    last_name = case when $4 then $5 else last_name end
    where id = $1 and deleted_at is null returning ${columns}`;
  const values = [id, first_name !== undefined, first_name, last_name !== undefined, last_name];
  return firstUser(await query<UserRow>(sql, values));
}

export function createPeople({ query }: Database): People {
  return {
    add: (person) => add(query, person),
    rename: (id, changes) => rename(query, id, changes),
    find: async (id) => {
      const sql = `select ${columns} from platform_users where id = $1 and deleted_at is null`;
      return firstUser(await query<UserRow>(sql, [id]));
    },
    findByEmail: async (email) => {
      const sql = `select ${columns}, password_hash from platform_users
        where lower(email) = lower($1) and deleted_at is null`;
      const [row] = await query<UserRow & { password_hash: string }>(sql, [email]);
      return row && { user: asUser(row), passwordHash: row.password_hash };
    },
    remove: async (id) => {
      const sql = `update platform_users set deleted_at = coalesce(deleted_at, now())
        where id = $1 returning ${columns}`;
      return firstUser(await query<UserRow>(sql, [id]));
    },
    ping: async () => {
      await query("select 1 from platform_users limit 1");
    },
  };
}
