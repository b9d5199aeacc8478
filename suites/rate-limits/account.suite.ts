// Judges the limit of guesses at one account: whoever makes them, however they spell it, and without its owner's.
import { expect } from "vitest";
import { until } from "../../fixtures/until.ts";
import type { CheckContext } from "../check-context.ts";
import type { Reply } from "../http.ts";
import { type Person, registerPerson } from "../person.ts";
import { verify } from "../verify.ts";
import { windowSeconds } from "./login-limit.ts";
import { rateLimits } from "./rate-limits.checks.ts";

const platform = "platform-services";
const slackMs = 3000;

interface Target {
  readonly context: CheckContext;
  readonly max: number;
  readonly owner: Person;
  /** Statuses of the wrong guesses so far. */
  readonly statuses: number[];
}

type Credentials = Pick<Person, "email" | "password">;

/** One login from the n-th of the check's clients. */
function logIn({ http, clients }: CheckContext, { email, password }: Credentials, n: number): Promise<Reply> {
  const from = clients[n % clients.length];
  const json = { email, password };
  return http.post(platform, "/auth/login", { json, quiet: true, ...(from ? { from } : {}) });
}

async function guess({ context, owner, statuses }: Target, n: number, email = owner.email): Promise<Reply> {
  const reply = await logIn(context, { email, password: `guess-${n}` }, n);
  if (email === owner.email) statuses.push(reply.status);
  return reply;
}

const guessAtOnce = (target: Target, count: number) =>
  Promise.all(Array.from({ length: count }, (_, n) => guess(target, n)));

/**
 * The spellings by which the owner is let in, one guess below the limit: two right passwords that counted would
 * be over it. An account that nobody guessed at before has its window to itself.
 */
async function spellingsLetIn(target: Target): Promise<readonly string[]> {
  const { context, max, owner } = target;
  const { email, password } = owner;
  await guessAtOnce(target, max - 1);
  const spellings: string[] = [];
  for (const [n, spelling] of [email, email.toUpperCase(), ` ${email} `].entries()) {
    const { status } = await logIn(context, { email: spelling, password }, n);
    const what = `right password ${n + 1} for an account of ${platform} after ${max - 1} of ${max} wrong ones`;
    expect(status, `${what}, for the owner to be let in`).not.toBe(429);
    if (status === 200) spellings.push(spelling);
  }
  expect(spellings, "spellings of one address that are let in").toContain(email.toUpperCase());
  return spellings;
}

interface Limited {
  readonly reply: Reply;
  /** What guesses by the other spellings were answered meanwhile. */
  readonly others: readonly number[];
}

/** Guesses until one is 429, and then by each other spelling, within the same window. */
function untilLimited(target: Target, spellings: readonly string[]): Promise<Limited> {
  const { max, owner, statuses } = target;
  const limited = async () => {
    await guessAtOnce(target, max);
    const reply = await guess(target, max);
    if (reply.status !== 429)
      throw new Error(`${statuses.length} guesses answered ${[...new Set(statuses)].join(", ")}`);
    const others: number[] = [];
    for (const spelling of spellings.filter((one) => one !== owner.email))
      others.push((await guess(target, max, spelling)).status);
    const { status } = await guess(target, max);
    if (status !== 429) throw new Error(`the window ended meanwhile: ${status}`);
    return { reply, others };
  };
  return until(limited, { budgetMs: 15_000, what: `guess ${max + 1} at one account to be 429` });
}

verify(rateLimits.account, async (context) => {
  const { setting, clients, evidence } = context;
  const max = Number(setting(platform, "ACCOUNT_FAILURES_MAX"));
  const [owner, neighbour] = [await registerPerson(context.http), await registerPerson(context.http)];
  const target: Target = { context, max, owner, statuses: [] };
  const { statuses } = target;
  const spellings = await spellingsLetIn(target);
  const { reply, others } = await untilLimited(target, spellings);
  expect(reply.headers["retry-after"] ?? "", "Retry-After for a guessed account").toMatch(/^[1-9]\d*$/);
  expect(others, "guesses at a limited account by its other spellings").toEqual(others.map(() => 429));
  const wrong = statuses.filter((status) => status === 401).length;
  expect(wrong, "guesses that were answered before the limit").toBeGreaterThanOrEqual(max);
  expect(
    statuses.filter((status) => ![401, 429].includes(status)),
    "answers of another kind",
  ).toEqual([]);
  const summary = `${wrong} guesses from ${clients.length} clients were answered 401, then 429; ${spellings.length} spellings are one account`;
  evidence.record({ kind: "note", service: platform, summary });
  const other = await logIn(context, neighbour, 0);
  expect(other.status, "another account, from a client that guessed").toBe(200);
  const back = async () => (await logIn(context, owner, 3)).status === 200;
  const budgetMs = windowSeconds(context) * 1000 + slackMs;
  await until(back, { budgetMs, intervalMs: 200, what: "the owner to be let in after a window" });
});
