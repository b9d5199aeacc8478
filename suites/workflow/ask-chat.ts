// Asks the chat through the gateway, as whoever the headers say.
import { expect } from "vitest";
import type { Http } from "../http.ts";

export interface ChatReply {
  readonly response: string;
  readonly session_id: string;
  readonly tools_used: readonly { readonly name: string; readonly ok: boolean }[];
}

export interface ChatBody {
  readonly message: string;
  readonly session_id?: string;
  readonly base_id?: string;
}

/** A model may take its time. */
export const chatTimeoutMs = 15_000;

/** Asks as `headers` say; fails the check where the answer is not 200 or has not its shape. */
export function chatOf(http: Http, headers: Readonly<Record<string, string>>) {
  return async (json: ChatBody): Promise<ChatReply> => {
    const reply = await http.post("api-gateway", "/api/chat", { headers, json, timeoutMs: chatTimeoutMs });
    expect(reply.status, `status of the chat for ${JSON.stringify(json)}`).toBe(200);
    expect(reply.json, `the answer of the chat for ${JSON.stringify(json)}`).toMatchObject({
      response: expect.any(String),
      session_id: expect.any(String),
      tools_used: expect.any(Array),
    });
    return reply.json as unknown as ChatReply;
  };
}
