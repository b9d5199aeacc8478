// What the routes work with.
import type { RequestContext } from "#kit/request-context.ts";
import type { Answerer } from "./answerer.ts";
import type { Sessions } from "./sessions.ts";
import type { ToolBox } from "./tool-box.ts";
import type { OnToolCall } from "./tool-use.ts";

export interface Dependencies {
  readonly sessions: Sessions;
  readonly answer: Answerer;
  readonly openToolBox: (context: RequestContext) => ToolBox;
  readonly onToolCall: OnToolCall;
}

/** The person that a trusted caller speaks for; calls without one are the service's own. */
export const personOf = ({ userId }: RequestContext): string => userId ?? "service";
