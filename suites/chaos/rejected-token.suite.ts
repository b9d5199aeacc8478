// Judges whose mistake it is said to be when Airtable rejects the system's own token.
import { expect } from "vitest";
import { expectProblem } from "../problem.ts";
import { verify } from "../verify.ts";
import { chaos } from "./chaos.checks.ts";
import { attemptsOf, gateway, newToken, read, rule, scripted } from "./scripted-airtable.ts";

verify(chaos.rejectedToken, async (context) => {
  const token = newToken();
  const answer = { type: "AUTHENTICATION_REQUIRED", message: "Authentication required" };
  const fault = { kind: "status", status: 401, body: { error: answer } } as const;
  await scripted(context, [rule(token, null, fault)], async () => {
    const reply = await read(context, token);
    const attempts = await attemptsOf(context, token);
    expect(attempts[0]?.status, "what Airtable answered").toBe(401);
    const what = `${gateway}'s answer when Airtable answers 401 to the system's own token`;
    expect(reply.status, `status of ${what}`).toBe(502);
    expectProblem(reply, what);
    expect(reply.headers["www-authenticate"], `WWW-Authenticate of ${what}`).toBeUndefined();
  });
});
