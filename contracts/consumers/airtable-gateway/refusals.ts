// The part of the pact with Airtable in which it refuses or fails: each error keeps its meaning.
import { Matchers } from "@pact-foundation/pact";
import { expect } from "vitest";
import type { PactBetween } from "../pact-between.ts";
import { jsonAnswer, stateText } from "../shapes.ts";
import { type Airtable, here, listing, schemaQuestion, table } from "./airtable-messages.ts";
import { base, throughGateway } from "./through-gateway.ts";

const { string } = Matchers;

const nobody = "recNobody00000001";
const nobodyAsked = {
  ...listing,
  path: stateText(`/v0/\${base}/\${table}/${nobody}`, `/v0/${base}/${table}/${nobody}`),
} as const;

/** By its type the gateway tells "there is none" from "you may not". */
const eitherOr: Airtable = {
  asked: "records of a table that is not there",
  state: "a base with records",
  request: { ...listing, path: stateText("/v0/${base}/No%20Such%20Table", `/v0/${base}/No%20Such%20Table`) },
  answer: {
    status: 403,
    headers: jsonAnswer,
    body: { error: { type: "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND" } },
  },
};

const quota = "PUBLIC_API_BILLING_LIMIT_EXCEEDED";
const outages = [
  ["requests are limited", 429, undefined, 503],
  ["the monthly quota is used up", 429, { errors: [{ error: quota }] }, 503],
  ["it is overloaded", 503, undefined, 503],
  ["a gateway before it fails", 502, undefined, 502],
] as const;

export function refusalTests(pact: PactBetween<"airtable">): void {
  pact.test(
    "When there is no such record, then it stays 404",
    {
      asked: "a record that is not there",
      state: "a base with records",
      request: nobodyAsked,
      answer: { status: 404 },
    },
    async (url) => expect((await throughGateway(url, `${here}/${nobody}`)).status).toBe(404),
  );

  pact.test("When there is no such table, then 403 becomes 404", [eitherOr, schemaQuestion], async (url) => {
    const told = await throughGateway(url, "/api/airtable/tables/No%20Such%20Table/records");
    expect(told).toMatchObject({ status: 404, body: { airtable: { status: 403 } } });
  });

  pact.test(
    "When a formula is none, then it stays 422 with Airtable's own words",
    {
      asked: "records by a formula that is none",
      state: "a base with records",
      request: { ...listing, query: { filterByFormula: "NOT(" } },
      answer: {
        status: 422,
        headers: jsonAnswer,
        body: { error: { type: string("INVALID_FILTER_BY_FORMULA"), message: string("It is no formula.") } },
      },
    },
    async (url) => {
      const { status, body } = await throughGateway(url, `${here}?filter_by_formula=NOT(`);
      expect([status, body]).toMatchObject([422, { detail: "It is no formula." }]);
    },
  );

  pact.test(
    "When Airtable forgot where a listing stood, then its type says so",
    {
      asked: "the next page of a listing that is forgotten",
      state: "a base with records",
      request: { ...listing, query: { offset: "itrForgotten00001/recForgotten00001" } },
      answer: {
        status: 422,
        headers: jsonAnswer,
        body: { error: { type: "LIST_RECORDS_ITERATOR_NOT_AVAILABLE" } },
      },
    },
    async (url) => {
      const { body } = await throughGateway(url, `${here}?offset=itrForgotten00001%2FrecForgotten00001`);
      expect(body).toMatchObject({ airtable: { type: "LIST_RECORDS_ITERATOR_NOT_AVAILABLE" } });
    },
  );

  pact.test(
    "When the token is rejected, then that is no fault of the caller: 502",
    {
      asked: "a record, with a token that is unknown",
      state: "the token is unknown",
      request: nobodyAsked,
      answer: { status: 401 },
    },
    async (url) => expect((await throughGateway(url, `${here}/${nobody}`)).status).toBe(502),
  );

  for (const [state, status, body, told] of outages) {
    pact.test(
      `When ${state}, then it is ${told} and a time to ask again`,
      {
        asked: `a record, while ${state}`,
        state,
        request: nobodyAsked,
        answer: { status, ...(body ? { headers: jsonAnswer, body } : {}) },
      },
      async (url) => {
        const reply = await throughGateway(url, `${here}/${nobody}`, { attemptTimeoutMs: 1000 });
        expect(reply.status).toBe(told);
        if (body) expect(reply.body).toMatchObject({ detail: "Airtable's monthly quota is used up." });
      },
    );
  }
}
