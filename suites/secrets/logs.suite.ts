// Judges what the whole run left in the logs: no password, token or key.
import { expect } from "vitest";
import { Failure } from "../failure.ts";
import { newCredentials, registerPerson } from "../person.ts";
import { knownSecrets } from "../settings.ts";
import { verify } from "../verify.ts";
import { leakIn } from "./log-leak.ts";
import { secrets } from "./secrets.checks.ts";

verify(secrets.logs, async ({ http, setting, services, stack, topology, evidence }) => {
  // Also when it runs alone there must have been a password, a token and a key that could have leaked.
  const { bearer, email } = await registerPerson(http);
  const headers = { ...bearer, "x-api-key": setting("airtable-gateway", "API_KEY") };
  await http.get("airtable-gateway", "/api/airtable/tables", { headers });
  // Also of who is refused: a wrong password is often the right one of somewhere else.
  await http.post("platform-services", "/auth/login", { json: { email, password: "Correct-horse-wrong" } });
  const tooLong = { ...newCredentials(), password: `Correct-horse-${"x".repeat(72)}` };
  await http.post("platform-services", "/auth/register", { json: tooLong });
  const known = knownSecrets(topology);
  const leaks: { service: string; what: string }[] = [];
  for (const { name } of topology.services) {
    const lines = await stack.logs(name);
    for (const { text } of lines) {
      const what = leakIn(text, known);
      if (what) leaks.push({ service: name, what });
    }
    evidence.record({ kind: "logs", service: name, summary: `${lines.length} lines of ${name} were read` });
    // A service without a log has nothing to show for having kept its secrets.
    const logs = services.some((service) => service.name === name);
    if (logs) expect(lines.length, `lines of ${name}`).toBeGreaterThan(0);
  }
  const [first] = leaks;
  if (!first) return;
  const each = [...new Set(leaks.map(({ service, what }) => `${service}: ${what}`))];
  throw new Failure(`${leaks.length} log lines hold a secret: ${each.slice(0, 5).join("; ")}`);
});
