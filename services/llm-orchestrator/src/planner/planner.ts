// The built-in planner: answers plain requests from the base's own schema, without a language model.
import { Problem } from "#kit/problem.ts";
import type { z } from "zod";
import type { Answer, Question } from "../answerer.ts";
import type { ToolError } from "../tool-box.ts";
import { type BaseSchema, baseSchema } from "./base-schema.ts";
import { number, tableNames } from "./phrases.ts";
import { readRequest } from "./read-request.ts";
import type { Request } from "./request.ts";
import {
  type RunTool,
  computeStatistic,
  countRecords,
  describeFields,
  searchTables,
  showRecords,
} from "./run-request.ts";

const plannerName = "built-in-planner";

/** A tool refused what was asked for: the person is told in words, not with an error. */
class ToolRefusal extends Error {
  readonly tool: string;

  constructor(tool: string, { title, detail }: ToolError) {
    super(`${title}: ${detail}`);
    this.name = "ToolRefusal";
    this.tool = tool;
  }
}

/** What the person asked for cannot be had; anything else is an outage, and no answer at all. */
const refusals = new Set([400, 403, 404, 413, 422]);
const passedOn = new Set([429, 502, 503, 504]);

const runTool =
  ({ tools }: Question): RunTool =>
  async <Schema extends z.ZodType>(
    name: string,
    given: Readonly<Record<string, unknown>>,
    shape: Schema,
  ): Promise<z.infer<Schema>> => {
    const outcome = await tools.call(name, given);
    if (outcome.ok) return shape.parse(outcome.result);
    const { status, detail } = outcome.error;
    if (refusals.has(status)) throw new ToolRefusal(name, outcome.error);
    throw new Problem(passedOn.has(status) ? status : 502, `${name} failed: ${detail}`, {
      headers: { "Retry-After": "1" },
      members: { tool: name },
    });
  };

const introduction = "I am the built-in planner, not a language model.";

function abilities(schema: BaseSchema): string {
  const [table] = schema.tables;
  if (!table) return "This base has no tables yet.";
  const { name, primary_field: primary, fields } = table;
  const numeric = fields.find(({ kind }) => kind === "number")?.name;
  const examples = [
    "list the tables",
    `how many records are in ${name}`,
    `show the first 5 records of ${name}`,
    `find TEXT in ${name}`,
    `what fields does ${name} have`,
    `records of ${name} where ${primary} is VALUE`,
    ...(numeric ? [`average of ${numeric} in ${name}`] : []),
  ];
  return `I understand requests such as:\n${examples.map((example) => `- ${example}`).join("\n")}\nThe tables here are ${tableNames(schema)}.`;
}

type Spoken = "help" | "write" | "no-table" | "not-understood" | "list-tables";

/** Requests that the schema alone answers. */
function spoken(kind: Spoken, schema: BaseSchema): string {
  const { tables } = schema;
  const texts: Readonly<Record<Spoken, () => string>> = {
    help: () => `${introduction} ${abilities(schema)}`,
    write: () =>
      `${introduction} I only read: I do not create, change or delete anything. ${abilities(schema)}`,
    "no-table": () => `Which table do you mean? The tables here are ${tableNames(schema)}. (${introduction})`,
    "not-understood": () => `${introduction} I did not understand that. ${abilities(schema)}`,
    "list-tables": () =>
      tables.length === 1
        ? `There is one table: ${tableNames(schema)}.`
        : `There are ${number(tables.length)} tables: ${tableNames(schema)}.`,
  };
  return texts[kind]();
}

async function carryOut(request: Request, schema: BaseSchema, run: RunTool): Promise<string> {
  if (request.kind === "count") return countRecords(request, run);
  if (request.kind === "statistic") return computeStatistic(request, run);
  if (request.kind === "records") return showRecords(request, run);
  if (request.kind === "search") return searchTables(request, schema, run);
  if (request.kind === "fields") return describeFields(request);
  return spoken(request.kind, schema);
}

/** @throws {Problem} when the tools cannot be reached; a tool that refuses is told in the answer. */
export async function planAnswer(question: Question): Promise<Answer> {
  const usage = { model: plannerName, input_tokens: 0, output_tokens: 0 };
  const run = runTool(question);
  try {
    const schema = await run("list_tables", {}, baseSchema);
    return { response: await carryOut(readRequest(question.message, schema), schema, run), usage };
  } catch (error) {
    if (!(error instanceof ToolRefusal)) throw error;
    return {
      response: `I could not do that: ${error.tool} says "${error.message}". (${introduction})`,
      usage,
    };
  }
}
