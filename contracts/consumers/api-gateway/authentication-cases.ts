// What people ask of platform-services behind /api/auth, and what it answers: registering, signing in, being signed in.
import { Matchers } from "@pact-foundation/pact";
import { exampleJwt, password } from "../../keys.ts";
import type { Provider, StateOf } from "../../states.ts";
import type { Exchange } from "../pact-between.ts";
import { jsonAnswer, problem, retryAfter, someText, stateText } from "../shapes.ts";

const { integer, like, string } = Matchers;

export type Platform = "platform-services" & Provider;

const ada = { email: "ada@example.com", password };
const wrong = { ...ada, password: "test-only-wrong-guess" };
const userId = "0f8fad5b-d9cb-469f-a165-70867728950e";
const user = { id: string(userId), email: string(ada.email) };
const tokens = {
  access_token: string(exampleJwt),
  refresh_token: string(exampleJwt),
  token_type: "bearer",
  expires_in: integer(900),
  user,
};
const challenge = { "WWW-Authenticate": someText("Bearer") };

export interface Case {
  readonly title: string;
  readonly asked: string;
  readonly state: StateOf<Platform>;
  readonly request: Omit<Exchange<Platform>["request"], "headers">;
  /** The name under which the state gives the bearer token; without, the caller shows none. */
  readonly token?: string;
  readonly answer: Exchange<Platform>["answer"];
}

const refusal = (status: number, headers: Exchange<Platform>["answer"]["headers"] = {}) => ({
  status,
  headers: { ...jsonAnswer, ...headers },
  body: problem(status, "It is refused."),
});

const found = (body: unknown, status = 200) => ({ status, headers: jsonAnswer, body });

const registering: readonly Case[] = [
  {
    title: "When a person registers, then there are tokens",
    asked: "a registration",
    state: "nobody is registered",
    request: { method: "POST", path: "/auth/register", body: ada },
    answer: found(tokens, 201),
  },
  {
    title: "When the address is taken, then the caller is told",
    asked: "a registration with an address that is taken",
    state: "Ada is registered",
    request: { method: "POST", path: "/auth/register", body: ada },
    answer: refusal(409),
  },
  {
    title: "When a registration is not acceptable, then each bad field is named",
    asked: "a registration with a password that is too short",
    state: "nobody is registered",
    request: { method: "POST", path: "/auth/register", body: { ...ada, password: "short" } },
    answer: {
      ...refusal(422),
      body: { ...problem(422, "…"), errors: [{ field: "password", message: string("is too short") }] },
    },
  },
];

const signingIn: readonly Case[] = [
  {
    title: "When a person signs in by e-mail, then there are tokens",
    asked: "a login by e-mail",
    state: "Ada is registered",
    request: { method: "POST", path: "/auth/login", body: ada },
    answer: found(tokens),
  },
  {
    title: "When a person signs in by username, then there are tokens",
    asked: "a login by username",
    state: "Ada is registered",
    request: { method: "POST", path: "/auth/login", body: { username: ada.email, password } },
    answer: found(tokens),
  },
  {
    title: "When the password is wrong, then it is 401 with a challenge",
    asked: "a login with a wrong password",
    state: "Ada is registered",
    request: { method: "POST", path: "/auth/login", body: wrong },
    answer: refusal(401, challenge),
  },
  {
    title: "When an account was guessed at too often, then the caller is told when to come back",
    asked: "a login after too many wrong guesses",
    state: "Ada guessed too often",
    request: { method: "POST", path: "/auth/login", body: wrong },
    answer: refusal(429, retryAfter),
  },
  {
    title: "When a refresh token is changed, then there is a new pair",
    asked: "a new pair for a refresh token",
    state: "Ada is signed in",
    request: {
      method: "POST",
      path: "/auth/refresh",
      body: { refresh_token: stateText("${refreshToken}", exampleJwt) },
    },
    answer: found(tokens),
  },
  {
    title: "When a refresh token is used again, then it is 401",
    asked: "a new pair for a refresh token that was used",
    state: "Ada's refresh token was used",
    request: {
      method: "POST",
      path: "/auth/refresh",
      body: { refresh_token: stateText("${refreshToken}", exampleJwt) },
    },
    answer: refusal(401, challenge),
  },
];

const signedIn: readonly Case[] = [
  {
    title: "When a person asks what their token is worth, then they see themselves",
    asked: "a person's own token",
    state: "Ada is signed in",
    token: "accessToken",
    request: { method: "GET", path: "/auth/verify" },
    answer: found({ valid: true, user, session: like({ id: "a-session" }) }),
  },
  {
    title: "When a person looks at their profile, then it is theirs",
    asked: "one's own profile",
    state: "Ada is signed in",
    token: "accessToken",
    request: { method: "GET", path: "/auth/profile" },
    answer: found(user),
  },
  {
    title: "When a person looks at their profile after signing out, then it is 401 with a challenge",
    asked: "one's own profile, after signing out",
    state: "Ada has signed out",
    token: "accessToken",
    request: { method: "GET", path: "/auth/profile" },
    answer: refusal(401, challenge),
  },
  {
    title: "When a person changes their name, then the answer is the person",
    asked: "a change of one's own name",
    state: "Ada is signed in",
    token: "accessToken",
    request: { method: "PUT", path: "/auth/profile", body: { first_name: "Augusta" } },
    answer: found({ ...user, first_name: "Augusta" }),
  },
  {
    title: "When a person signs out, then there is nothing to say",
    asked: "the end of a session",
    state: "Ada is signed in",
    token: "accessToken",
    request: { method: "POST", path: "/auth/logout" },
    answer: { status: 204 },
  },
  {
    title: "When a person deletes their account, then the answer is the person as it was",
    asked: "the end of one's own account",
    state: "Ada is signed in",
    token: "accessToken",
    request: { method: "DELETE", path: stateText("/auth/users/${userId}", `/auth/users/${userId}`) },
    answer: found(user),
  },
  {
    title: "When a person deletes another's account, then it is 403",
    asked: "the end of another's account",
    state: "Ada is signed in",
    token: "accessToken",
    request: { method: "DELETE", path: "/auth/users/00000000-0000-4000-8000-000000000000" },
    answer: refusal(403),
  },
];

export const authenticationCases: readonly Case[] = [...registering, ...signingIn, ...signedIn];
