// What /api/airtable answers to.
import { type Operations, answer, listOf, problems, queryParameter, ref, takes, text } from "./operation.ts";

const base = queryParameter("base_id", "The base; the system's own when left out.");
const upstream = problems(401, 404, 422, 502, 503, 504);
const record = answer(200, "The record.", ref("Record"));
const records = answer(200, "The records.", ref("Records"));

const listing = [
  base,
  queryParameter("page_size", "Records on a page.", { type: "integer", minimum: 1, maximum: 100 }),
  queryParameter("offset", "The page before told it."),
  queryParameter("view", "Name or id of a view."),
  queryParameter("filter_by_formula", "An Airtable formula."),
  queryParameter("sort", "Such as `Name:desc,Age`, or a JSON list of `{field, direction}`."),
  { ...queryParameter("fields", "Only these, by comma.", listOf(text)), style: "form", explode: false },
];

const many = "/api/airtable/tables/:table/records";
const one = `${many}/:id`;

export const airtableOperations: Operations = {
  "/api/airtable/bases": {
    get: {
      operationId: "listBases",
      summary: "The bases that the system can see",
      parameters: [queryParameter("offset", "The page before told it.")],
      responses: { ...answer(200, "The bases.", ref("Bases")), ...upstream },
    },
  },
  "/api/airtable/tables": {
    get: {
      operationId: "listTables",
      summary: "A base's tables with their fields",
      parameters: [base],
      responses: { ...answer(200, "The tables.", ref("Tables")), ...upstream },
    },
  },
  [many]: {
    get: {
      operationId: "listRecords",
      summary: "A page of a table's records",
      parameters: listing,
      responses: { ...records, ...upstream },
    },
    post: {
      operationId: "createRecords",
      summary: "Create one record or up to 10",
      parameters: [base],
      requestBody: takes(ref("Creation")),
      responses: {
        ...answer(200, "Created or updated (upsert).", ref("Records")),
        ...answer(201, "Created.", { anyOf: [ref("Record"), ref("Records")] }),
        ...problems(400),
        ...upstream,
      },
    },
    patch: {
      operationId: "updateRecords",
      summary: "Change up to 10 records",
      parameters: [base],
      requestBody: takes(ref("Update")),
      responses: { ...records, ...problems(400), ...upstream },
    },
    delete: {
      operationId: "deleteRecords",
      summary: "Delete up to 10 records, named in the query or the body",
      parameters: [
        base,
        { ...queryParameter("records", "Ids, by comma.", listOf(text)), style: "form", explode: false },
      ],
      requestBody: { ...takes(ref("Deletion")), required: false },
      responses: { ...answer(200, "Deleted.", { type: "object" }), ...problems(400), ...upstream },
    },
  },
  [one]: {
    get: {
      operationId: "getRecord",
      summary: "One record",
      parameters: [base],
      responses: { ...record, ...upstream },
    },
    patch: {
      operationId: "updateRecord",
      summary: "Change the fields that are named",
      parameters: [base],
      requestBody: takes(ref("RecordInput")),
      responses: { ...record, ...problems(400), ...upstream },
    },
    put: {
      operationId: "replaceRecord",
      summary: "Replace the record: fields that are not named are cleared",
      parameters: [base],
      requestBody: takes(ref("RecordInput")),
      responses: { ...record, ...problems(400), ...upstream },
    },
    delete: {
      operationId: "deleteRecord",
      summary: "Delete the record",
      parameters: [base],
      responses: { ...answer(200, "Deleted.", { type: "object" }), ...upstream },
    },
  },
};
