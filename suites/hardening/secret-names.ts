// Names of variables whose values are secrets, and texts that carry one.
import { credentialsIn } from "../secrets/credential-shapes.ts";

const secretName =
  /(?:SECRET|PASSWORD|PASSWD|TOKEN|API_?KEY|(?:PRIVATE|ENCRYPTION|SIGNING)_KEY|CREDENTIALS?|_(?:PASS|PWD|PAT|SALT))$/i;
const passwordInUrl = /:\/\/[^/\s@]*:[^@\s/]+@/;
const secretVariable = /(?<!\$)\$\{?\w*(?:SECRET|PASSWORD|PASSWD|TOKEN|API_?KEY|_(?:PASS|PWD|PAT|SALT))\b/i;
const secretOption =
  /(?:^|\s)--?(?:requirepass|masterauth|password|passwd|token|api-?key|secret)(?:[=\s]|$)/i;

/** `X_FILE` is a path, and not the secret. */
export const isSecretName = (name: string): boolean => secretName.test(name);

/** A value that is a secret by its shape: a URL with a password, a key of a well-known service. */
export const carriesSecret = (text: string): boolean =>
  passwordInUrl.test(text) || credentialsIn(text).length > 0;

/** A line of a command that has a secret in it, or a variable that compose replaces by one. */
export const showsSecret = (line: string): boolean =>
  secretOption.test(line) || secretVariable.test(line) || carriesSecret(line);
