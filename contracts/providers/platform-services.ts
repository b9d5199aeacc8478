// platform-services as a provider: people in a real Postgres, sessions and limits in a real Redis.
import { Pool } from "pg";
import { runPlatformServices } from "../apps/platform-services.ts";
import { busyClient, password, serviceKey } from "../keys.ts";
import { type Datastores, connected } from "./datastores.ts";
import { type ProviderUnderTest, type StateHandlers, useUp } from "./provider.ts";

/** As registering, logging in and refreshing answer. */
interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly user: { readonly id: string };
}

const ada = { email: "ada@example.com", password };

/** States are brought about as a person would: through the service's own routes. */
function createClient(url: string) {
  const post = async (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
    fetch(url + path, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  return {
    post,
    register: async (): Promise<Tokens> => {
      const reply = await post("/auth/register", ada);
      if (reply.status !== 201) throw new Error(`registering Ada is answered with ${reply.status}`);
      return (await reply.json()) as Tokens;
    },
  };
}

const wrongGuesses = 4;

/** @param cutOff takes Redis away until the next reset. */
function createStates(url: string, cutOff: () => void): StateHandlers<"platform-services"> {
  const { post, register } = createClient(url);
  const signedIn = async () => {
    const { access_token: accessToken, refresh_token: refreshToken, user } = await register();
    return { accessToken, refreshToken, userId: user.id };
  };
  return {
    "nobody is registered": async () => undefined,
    "Ada is registered": async () => ({ userId: (await register()).user.id }),
    "Ada is signed in": signedIn,
    "Ada has signed out": async () => {
      const { accessToken } = await signedIn();
      await post("/auth/logout", undefined, { authorization: `Bearer ${accessToken}` });
      return { accessToken };
    },
    "Ada's refresh token was used": async () => {
      const { refreshToken } = await signedIn();
      await post("/auth/refresh", { refresh_token: refreshToken });
      return { refreshToken };
    },
    "Ada guessed too often": async () => {
      await register();
      for (let guess = 0; guess < wrongGuesses; guess += 1)
        await post("/auth/login", { ...ada, password: "a-wrong-guess" });
    },
    "the client has used up its requests": async () => {
      await useUp(url, { "x-api-key": serviceKey, "x-forwarded-for": busyClient });
      return { client: busyClient };
    },
    "Redis is away": async () => {
      const { accessToken } = await signedIn();
      cutOff();
      return { accessToken };
    },
  };
}

export async function startPlatformServices({
  openRedis,
  databaseUrl,
}: Datastores): Promise<ProviderUnderTest<"platform-services">> {
  const redis = await openRedis();
  const app = await runPlatformServices(redis, databaseUrl);
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  // Without a listener a connection that breaks when Postgres ends would end the process.
  pool.on("error", () => undefined);
  return {
    name: "platform-services",
    url: app.url,
    reset: async () => {
      await connected(redis);
      await redis.flushdb();
      await pool.query("truncate platform_users");
    },
    states: createStates(app.url, () => redis.disconnect()),
    [Symbol.asyncDispose]: async () => {
      await app[Symbol.asyncDispose]();
      await pool.end();
      redis.disconnect();
    },
  };
}
