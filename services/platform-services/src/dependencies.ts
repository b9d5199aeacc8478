// What the routes of platform-services work with.
import type { RequestHandler } from "express";
import type { AccountLimit } from "./account-limit.ts";
import type { AuthMetrics } from "./auth-metrics.ts";
import type { Passwords } from "./passwords.ts";
import type { People } from "./people.ts";
import type { Sessions } from "./sessions.ts";
import type { SignIn } from "./sign-in.ts";

export interface Dependencies {
  readonly people: People;
  readonly passwords: Passwords;
  readonly sessions: Sessions;
  readonly signIn: SignIn;
  readonly accountLimit: AccountLimit;
  readonly authMetrics: AuthMetrics;
  /** Lets only callers with a valid access token on. */
  readonly signedIn: RequestHandler;
}
