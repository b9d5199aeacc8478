// The request that a consumer's call belongs to in these tests, and what it tells the next hop of it.
import type { RequestContext } from "#kit/request-context.ts";
import { serviceKey } from "../keys.ts";
import { stateText } from "./shapes.ts";

export const context: RequestContext = {
  requestId: "pact-request",
  clientAddress: "203.0.113.9",
  trusted: true,
  userId: "ada",
};

/** A caller of the service under test, seen from outside. */
export const caller = { "x-request-id": context.requestId };

/** Same request, our key, and the client: its address, where the caller is not believed about it. */
export const onwardFor = (client: string) => ({
  "x-api-key": serviceKey,
  "x-request-id": context.requestId,
  "x-forwarded-for": client,
});

export const onward = { ...onwardFor(context.clientAddress), "x-user-id": "ada" };

/** In the place of `client`, whom the test sends from, comes the one whose requests are used up. */
export const ofBusyClient = (client: string) => ({ "x-forwarded-for": stateText("${client}", client) });
