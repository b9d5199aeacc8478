// Asks GitHub's REST API as a job of a workflow may: by the job's own token, with one sentence where it refuses.
import { StackError } from "../fixtures/stack-error.ts";

export interface GithubApi {
  /** `path` begins behind the repository: `/pulls?state=open`. */
  ask(method: "GET" | "POST" | "PATCH", path: string, body?: object): Promise<unknown>;
}

const timeoutMs = 30_000;

function required(env: NodeJS.ProcessEnv, name: string, what: string): string {
  const value = env[name];
  if (value) return value;
  throw new StackError(`${name} is not set (${what}); a job of a GitHub workflow has it`);
}

/** @throws {StackError} for a variable that is missing, an API that does not answer, and an answer that is a refusal. */
export function createGithubApi(env: NodeJS.ProcessEnv): GithubApi {
  const token = required(env, "GITHUB_TOKEN", "the job's token: env: GITHUB_TOKEN: ${{ github.token }}");
  const repository = required(env, "GITHUB_REPOSITORY", "owner/name");
  const root = (env["GITHUB_API_URL"] || "https://api.github.com").replace(/\/$/, "");
  const headers = {
    accept: "application/vnd.github+json",
    authorization: `Bearer ${token}`,
    "user-agent": "pyairtable-verifier",
    "x-github-api-version": "2022-11-28",
  };
  return {
    ask: async (method, path, body) => {
      const what = `${method} /repos/${repository}${path}`;
      const signal = AbortSignal.timeout(timeoutMs);
      const sent = body === undefined ? {} : { body: JSON.stringify(body) };
      const reply = await fetch(`${root}/repos/${repository}${path}`, {
        method,
        headers,
        signal,
        ...sent,
      }).catch((cause: unknown) => {
        throw new StackError(`GitHub does not answer ${what}: ${whyOf(cause)}`, { cause });
      });
      const text = await reply.text();
      if (!reply.ok) throw new StackError(refusal(what, reply.status, text));
      return JSON.parse(text) as unknown;
    },
  };
}

function whyOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? cause.message : message;
}

function refusal(what: string, status: number, text: string): string {
  const said = /"message":\s*"(?<message>[^"]{1,200})"/.exec(text)?.groups?.["message"] ?? "";
  const cure =
    status === 401 || status === 403
      ? "; give the job the permission that it needs (pull-requests: write, contents: read)"
      : "";
  return `GitHub answers ${status} to ${what}${said ? ` (${said})` : ""}${cure}`;
}
