// Keeps one comment on a pull request: the first run makes it, each later one writes it anew.
import { StackError } from "../fixtures/stack-error.ts";
import { commentBody } from "../reports/render/pull-request.ts";
import { createGithubApi, type GithubApi } from "./github-api.ts";

/** By it the comment is found again; nobody sees it. */
export const commentMarker = "<!-- pyairtable-verifier -->";

/** The commit that was judged, and the branch that it is the head of. */
interface JudgedHead {
  readonly owner: string;
  readonly branch: string;
  readonly sha: string;
}

interface Comment {
  readonly id: number;
  readonly body?: string;
  readonly html_url: string;
  readonly user: { readonly type: string } | null;
}

interface PullRequest {
  readonly number: number;
  readonly head: { readonly sha: string };
}

const perPage = 100;
/** Beyond 3,000 comments a new one is made. */
const pages = 30;

/** Undefined where no open pull request has that commit as its head: it was closed, or a newer commit was pushed. */
async function findPullRequest(api: GithubApi, head: JudgedHead): Promise<number | undefined> {
  const query = new URLSearchParams({ state: "open", head: `${head.owner}:${head.branch}` });
  const found = (await api.ask("GET", `/pulls?${query.toString()}`)) as readonly PullRequest[];
  return found.find((pull) => pull.head.sha === head.sha)?.number;
}

/** A person who quotes the marker has written no comment of ours. */
const isOurs = ({ body, user }: Comment): boolean =>
  user?.type === "Bot" && (body ?? "").startsWith(commentMarker);

async function findComment(api: GithubApi, pull: number): Promise<Comment | undefined> {
  for (let page = 1; page <= pages; page += 1) {
    const path = `/issues/${pull}/comments?per_page=${perPage}&page=${page}`;
    const comments = (await api.ask("GET", path)) as readonly Comment[];
    const ours = comments.find(isOurs);
    if (ours || comments.length < perPage) return ours;
  }
  return undefined;
}

/** `body` begins with the marker; returns where the comment is. */
async function keepComment(api: GithubApi, pull: number, body: string): Promise<string> {
  const ours = await findComment(api, pull);
  const written = ours
    ? await api.ask("PATCH", `/issues/comments/${ours.id}`, { body })
    : await api.ask("POST", `/issues/${pull}/comments`, { body });
  return (written as Comment).html_url;
}

function headOf(env: NodeJS.ProcessEnv): JudgedHead {
  const [owner, branch, sha] = ["HEAD_OWNER", "HEAD_BRANCH", "HEAD_SHA"].map((name) => env[name]);
  if (owner && branch && sha) return { owner, branch, sha };
  throw new StackError("--comment needs HEAD_OWNER, HEAD_BRANCH and HEAD_SHA: which head was judged");
}

/** One sentence or address for the log of the job. */
export async function commentOnPullRequest(page: string, env: NodeJS.ProcessEnv): Promise<string> {
  const head = headOf(env);
  const api = createGithubApi(env);
  const pull = await findPullRequest(api, head);
  if (pull === undefined)
    return `No open pull request has ${head.sha} as its head any more; nothing to comment on.`;
  return await keepComment(api, pull, commentBody(page, commentMarker));
}
