// Declares the checks of one suite as data: `onErrors` of the suite "headers" gets the id `headers.on-errors`.
import type { Check, SuiteName } from "./check.ts";

type Optional = "scope" | "phase" | "capabilities" | "needs" | "throughout" | "built";

/** A check as it is written down: what is left out is the commonest case. */
export type Declaration = Omit<Check, "id" | Optional> & Partial<Pick<Check, Optional>>;

/** `registerLoginQuery` -> `register-login-query`. */
export function kebabCase(name: string): string {
  return name.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);
}

/** The checks of a suite, by the name that its suite file uses: `verify(headers.onErrors, …)`. */
export function declareChecks<const Name extends string>(
  suite: SuiteName,
  declarations: Readonly<Record<Name, Declaration>>,
): Readonly<Record<Name, Check>> {
  const checks: Partial<Record<Name, Check>> = {};
  for (const name of Object.keys(declarations) as Name[]) {
    checks[name] = Object.freeze({
      scope: "system",
      phase: "side-by-side",
      capabilities: [],
      needs: [],
      throughout: false,
      built: true,
      ...declarations[name],
      id: `${suite}.${kebabCase(name)}`,
    });
  }
  return Object.freeze(checks as Record<Name, Check>);
}
