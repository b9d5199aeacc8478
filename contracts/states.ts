// The vocabulary of provider states: a pact may presuppose these, and the provider has one handler for each.
// What a state's handler returns (in braces) takes the place of the pact's examples when it is replayed.

export const states = {
  "platform-services": [
    "nobody is registered",
    "Ada is registered", // {userId}
    "Ada is signed in", // {accessToken, refreshToken, userId}
    "Ada has signed out", // {accessToken}
    "Ada's refresh token was used", // {refreshToken}
    "Ada guessed too often",
    "the client has used up its requests", // {client}
    "Redis is away", // {accessToken}
  ],
  "airtable-gateway": [
    "the base has records", // {base, table, record, newest}
    "Airtable rejects the token",
    "Airtable limits requests",
    "Airtable is down",
    "Airtable does not answer",
    "the client has used up its requests", // {client}
  ],
  "mcp-server": [
    "the base has a table", // {base}
    "airtable-gateway refuses",
    "airtable-gateway is down",
    "the client has used up its requests", // {client}
  ],
  "llm-orchestrator": [
    "mcp-server has tools",
    "Ada has a conversation", // {session}
    "mcp-server is away",
    "Redis is away",
    "the client has used up its requests", // {client}
  ],
  airtable: [
    "a base with records", // {base, table, record}
    "a table with more than one page", // {base, table}
    "the token is unknown",
    "requests are limited",
    "the monthly quota is used up",
    "it is overloaded",
    "a gateway before it fails",
  ],
  "language-model": [
    "it answers",
    "it calls a tool",
    "it refuses the key",
    "it does not know the model",
    "it is overloaded",
  ],
} as const;

export type Provider = keyof typeof states;

export type StateOf<P extends Provider> = (typeof states)[P][number];

export const providers = Object.keys(states) as readonly Provider[];
