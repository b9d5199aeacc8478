// What both sides of a pact know: keys and names that go into the pacts, none of them of any use elsewhere.

/** Shown by each service to the next (X-API-Key). */
export const serviceKey = "test-only-service-key-0123456789";

export const airtableToken = "test-only-airtable-token";

export const modelKey = "test-only-model-key";

/** Stands in a pact where the provider's own token will be. */
export const exampleJwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ0ZXN0LW9ubHkifQ.dGVzdC1vbmx5";

/** The one client whose share of requests a provider's state may use up. */
export const busyClient = "203.0.113.99";

export const password = "test-only-passphrase";
