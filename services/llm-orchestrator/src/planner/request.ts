// What a message asks for, once it is understood.
import type { Field, Table } from "./base-schema.ts";
import type { Condition } from "./read-conditions.ts";

export type Statistic = "sum" | "average" | "min" | "max";

interface InTable {
  readonly table: Table;
  readonly where: readonly Condition[];
  /** Words that were not understood: the answer says so. */
  readonly ignored: readonly string[];
}

export type Request =
  | { readonly kind: "help" }
  | { readonly kind: "write" }
  | { readonly kind: "no-table" }
  | { readonly kind: "not-understood" }
  | { readonly kind: "list-tables" }
  | { readonly kind: "fields"; readonly table: Table }
  | ({ readonly kind: "count" } & InTable)
  | ({
      readonly kind: "statistic";
      readonly statistic: Statistic;
      readonly field: Field | undefined;
    } & InTable)
  | ({
      readonly kind: "records";
      readonly limit: number;
      readonly sort: { readonly field: string; readonly direction: "asc" | "desc" } | undefined;
    } & InTable)
  | {
      readonly kind: "search";
      readonly text: string;
      readonly table: Table | undefined;
      readonly where: readonly Condition[];
    };
