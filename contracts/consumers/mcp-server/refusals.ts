// The part of the pact with airtable-gateway in which it refuses: what is wrong is told, and when to ask again.
import { expect } from "vitest";
import { context, ofBusyClient, onward } from "../asked-by-ada.ts";
import type { PactBetween } from "../pact-between.ts";
import { detailOnly, jsonAnswer, retryAfter, stateText } from "../shapes.ts";
import {
  type Gateway,
  base,
  inBase,
  ofBase,
  place,
  records,
  recordsOf,
  withAirtable,
} from "./gateway-messages.ts";

const refusal = (status: number, headers: Gateway["answer"]["headers"] = {}) => ({
  status,
  headers: { ...jsonAnswer, ...headers },
  body: detailOnly("What is wrong."),
});

/** A question for one record: of all answers the refusals are alike. */
const ask = (url: string) => withAirtable(url, (airtable) => airtable.record(place, "recNobody00000001"));
const nobody = {
  method: "GET",
  path: stateText("/api/airtable/tables/${table}/records/recNobody00000001", `${records}/recNobody00000001`),
  query: ofBase,
  headers: onward,
} as const;

const outages = [
  ["Airtable rejects the token", 502, {}],
  ["Airtable limits requests", 503, retryAfter],
  ["Airtable is down", 503, retryAfter],
  ["Airtable does not answer", 504, retryAfter],
] as const;

export function refusalTests(pact: PactBetween<"airtable-gateway">): void {
  pact.test(
    "When there is no such record, then it is 404 with the reason",
    inBase("a record that is not there", nobody, refusal(404)),
    async (url) => expect(ask(url)).rejects.toMatchObject({ status: 404, detail: "What is wrong." }),
  );

  pact.test(
    "When there is no such table, then it is 404 with the reason",
    inBase(
      "records of a table that is not there",
      {
        method: "GET",
        path: "/api/airtable/tables/No%20Such%20Table/records",
        query: { ...ofBase, page_size: "100" },
      },
      refusal(404),
    ),
    async (url) => {
      const asked = withAirtable(url, (airtable) =>
        airtable.page({ baseId: base, table: "No Such Table" }, { page_size: 100 }),
      );
      await expect(asked).rejects.toMatchObject({ status: 404, detail: "What is wrong." });
    },
  );

  pact.test(
    "When a formula is none, then it is 422 with the reason",
    inBase(
      "records by a formula that is none",
      { method: "GET", path: recordsOf, query: { ...ofBase, page_size: "100", filter_by_formula: "NOT(" } },
      refusal(422),
    ),
    async (url) => {
      const asked = withAirtable(url, (airtable) =>
        airtable.page(place, { page_size: 100, filter_by_formula: "NOT(" }),
      );
      await expect(asked).rejects.toMatchObject({ status: 422, detail: "What is wrong." });
    },
  );

  pact.test(
    "When the service key is refused, then that is no fault of the caller: 502",
    {
      asked: "a record, with a key that is not the service's",
      state: "the base has records",
      request: { ...nobody, headers: { ...onward, "x-api-key": "test-only-another-key" } },
      answer: { status: 401 },
    },
    async (url) => {
      const asked = withAirtable(url, (airtable) => airtable.record(place, "recNobody00000001"), {
        apiKey: "test-only-another-key",
      });
      await expect(asked).rejects.toMatchObject({ status: 502 });
    },
  );

  for (const [state, status, headers] of outages) {
    pact.test(
      `When ${state}, then it is ${status} with the reason${"Retry-After" in headers ? ", and when to ask again" : ""}`,
      { asked: `a record, while ${state}`, state, request: nobody, answer: refusal(status, headers) },
      async (url) =>
        expect(ask(url)).rejects.toMatchObject({
          status,
          detail: "What is wrong.",
          headers: "Retry-After" in headers ? { "Retry-After": "1" } : {},
        }),
    );
  }

  pact.test(
    "When the client has used up its requests, then it is 429, and when to ask again",
    {
      asked: "a record, by a client without requests left",
      state: "the client has used up its requests",
      request: {
        ...nobody,
        path: `${records}/recNobody00000001`,
        query: { base_id: base },
        headers: { ...onward, ...ofBusyClient(context.clientAddress) },
      },
      answer: refusal(429, retryAfter),
    },
    async (url) => expect(ask(url)).rejects.toMatchObject({ status: 429, headers: { "Retry-After": "1" } }),
  );
}
