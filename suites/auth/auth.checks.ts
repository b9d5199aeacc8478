// The checks of the suite "auth": people, passwords, tokens, sessions and keys; assembled from three groups.
import { declareChecks } from "../declare-checks.ts";
import { accountChecks } from "./account.checks.ts";
import { credentialChecks } from "./credential.checks.ts";
import { tokenChecks } from "./token.checks.ts";

export const auth = declareChecks("auth", { ...accountChecks, ...tokenChecks, ...credentialChecks });
