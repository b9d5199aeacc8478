// Pieces of pacts that several consumers need, each as loose as whoever reads it.
import { Matchers } from "@pact-foundation/pact";

const { regex, string } = Matchers;

/** Any text but the empty one. */
export const someText = (example: string) => regex(".+", example);

/** Whichever JSON: the clients read the body and not what it is called. A pattern must fit the whole value. */
const anyJson = regex("application/([\\w.-]+\\+)?json.*", "application/json");
// In the tool's own spelling, or it would add the field a second time.
export const jsonAnswer = { "Content-Type": anyJson };

/** Whole seconds, as Retry-After gives them. */
export const retryAfter = { "Retry-After": regex("\\d+", "1") };

/** What a person is shown of an error (RFC 9457), and programs tell it by. */
export const problem = (status: number, detail: string) => ({
  type: string("about:blank"),
  title: string("Problem"),
  status,
  detail: string(detail),
  instance: string("/"),
  request_id: string("a-request"),
});

/** Only the sentence, for who hands that on alone. */
export const detailOnly = (detail: string) => ({ detail: string(detail) });

/**
 * The consumer sends the example as it is; when the pact is replayed, a value of the provider's state takes its place.
 * For requests alone. (The tool's own form would let a consumer send anything.)
 */
export const stateText = (expression: string, example: string): Matchers.Matcher<string> =>
  ({
    "pact:matcher:type": "equality",
    "pact:generator:type": "ProviderState",
    expression,
    value: example,
  }) as unknown as Matchers.Matcher<string>;

export const bearer = (name: string, example: string) => ({
  authorization: stateText(`Bearer \${${name}}`, `Bearer ${example}`),
});
