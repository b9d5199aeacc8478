// What answers a message: a language model or the built-in planner, behind one shape.
import type { ToolUse } from "./tool-use.ts";

export interface Turn {
  readonly role: "user" | "assistant";
  readonly content: string;
}

export interface Question {
  readonly message: string;
  /** The conversation so far, oldest first. */
  readonly history: readonly Turn[];
  readonly tools: ToolUse;
}

export interface Usage {
  readonly model: string;
  readonly input_tokens: number;
  readonly output_tokens: number;
}

export interface Answer {
  readonly response: string;
  readonly usage: Usage;
}

/** @throws {Problem} when neither the model nor the tools can be reached. */
export type Answerer = (question: Question) => Promise<Answer>;
