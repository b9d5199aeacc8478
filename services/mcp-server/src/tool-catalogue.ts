// Every tool that this server has, by name.
import type { Tool } from "./tool.ts";
import { analyzeTableData } from "./tools/analyze-table-data.ts";
import { batchCreateRecords, batchUpdateRecords } from "./tools/batch-records.ts";
import { exportTableCsv } from "./tools/export-table-csv.ts";
import { findDuplicates } from "./tools/find-duplicates.ts";
import { getFieldInfo } from "./tools/get-field-info.ts";
import { getRecords } from "./tools/get-records.ts";
import { listTables } from "./tools/list-tables.ts";
import { searchRecords } from "./tools/search-records.ts";
import { createRecord, deleteRecord, getRecord, updateRecord } from "./tools/single-record.ts";

const all: readonly Tool[] = [
  listTables,
  getRecords,
  getRecord,
  createRecord,
  updateRecord,
  deleteRecord,
  searchRecords,
  batchCreateRecords,
  batchUpdateRecords,
  getFieldInfo,
  analyzeTableData,
  findDuplicates,
  exportTableCsv,
];

export const toolCatalogue: ReadonlyMap<string, Tool> = new Map(all.map((tool) => [tool.name, tool]));

/** What a caller is told of the tools. */
export const toolDescriptions = all.map(({ name, description, inputSchema, annotations }) => ({
  name,
  description,
  inputSchema,
  annotations,
}));
