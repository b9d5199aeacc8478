// Writes the pact of one consumer with one provider, from tests that run the consumer's own client.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Matchers, Pact } from "@pact-foundation/pact";
import { afterAll, inject, test } from "vitest";
import { pactName } from "../pact-files.ts";
import type { Provider, StateOf } from "../states.ts";
import { tidyPact } from "./tidy-pact.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the pacts go; the repository's own folder when not provided. */
    pacts: string;
  }
}

type Matcher = Matchers.Matcher<string>;
type Status = Parameters<ReturnType<ReturnType<Pact["addInteraction"]>["withRequest"]>["willRespondWith"]>[0];
type Fields = Readonly<Record<string, string | Matcher>>;

export interface Exchange<P extends Provider> {
  /** What the provider is asked for, as in "a request for …". */
  readonly asked: string;
  readonly state?: StateOf<P>;
  readonly request: {
    readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
    readonly path: string | Matcher;
    readonly query?: Readonly<Record<string, string | Matcher | string[]>>;
    readonly headers?: Fields;
    readonly body?: unknown;
  };
  readonly answer: {
    /** One, or a class of them where the consumer does not tell them apart. */
    readonly status: Status;
    readonly headers?: Fields;
    /** JSON; what is not in it, the consumer does not read. */
    readonly body?: unknown;
  };
}

const repositoryPacts = path.resolve(import.meta.dirname, "../pacts");

function add<P extends Provider>(pact: Pact, { asked, state, request, answer }: Exchange<P>) {
  const plain = pact.addInteraction();
  const given = state === undefined ? plain : plain.given(state);
  return given
    .uponReceiving(asked)
    .withRequest(request.method, request.path, (builder) => {
      if (request.query) builder.query({ ...request.query });
      if (request.headers) builder.headers({ ...request.headers });
      if (request.body !== undefined) builder.jsonBody(request.body);
    })
    .willRespondWith(answer.status, (builder) => {
      if (answer.headers) builder.headers({ ...answer.headers });
      if (answer.body !== undefined) builder.jsonBody(answer.body);
    });
}

export interface PactBetween<P extends Provider> {
  /** A test whose exchanges become part of the pact when it passes; `use` runs the consumer against `url`. */
  readonly test: (
    title: string,
    exchanges: Exchange<P> | readonly Exchange<P>[],
    use: (url: string) => Promise<void>,
  ) => void;
}

/** The pact takes the place of the last one only when every test of the file has passed. */
export function pactBetween<P extends Provider>(consumer: string, provider: P): PactBetween<P> {
  const dir = mkdtempSync(path.join(tmpdir(), "pact-"));
  const pact = new Pact({ consumer, provider, dir, logLevel: "error", cors: false });
  let open = 0;
  afterAll(() => {
    const name = pactName({ consumer, provider });
    if (open === 0) {
      const folder = inject("pacts") ?? repositoryPacts;
      writeFileSync(path.join(folder, name), tidyPact(readFileSync(path.join(dir, name), "utf8")));
    }
    rmSync(dir, { recursive: true });
  });
  return {
    test: (title, exchanges, use) => {
      open += 1;
      test(title, async () => {
        const all = [exchanges].flat();
        const interactions = all.map((exchange) => add(pact, exchange));
        await interactions.at(-1)?.executeTest(({ url }) => use(url));
        open -= 1;
      });
    },
  };
}
