// Holds the page of a pull request and its comment: made once, written anew, and nobody else's comment touched.
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { compareResults } from "../reports/compare-results.ts";
import { judgeGate, readGate } from "../reports/gate.ts";
import { renderPullRequest } from "../reports/render/pull-request.ts";
import { sampleFile } from "../reports/render/sample-file.ts";
import { startFakeGithub } from "./fake-github.ts";
import { commentMarker, commentOnPullRequest } from "./pull-request-comment.ts";

const sha = "1234567890abcdef";
const good = sampleFile({});
const bad = sampleFile({ "auth.register": "said @everyone and <script>alert(1)</script>" });

const pageOf = (file: typeof good, base?: typeof good) =>
  renderPullRequest({
    file,
    gate: judgeGate(file, readGate("green")),
    comparison: base && compareResults(base, file),
    link: "https://example.com/run/1",
  });

const caller = (url: string): NodeJS.ProcessEnv => ({
  GITHUB_API_URL: url,
  GITHUB_REPOSITORY: "o/r",
  GITHUB_TOKEN: "test-only-token",
  HEAD_OWNER: "ada",
  HEAD_BRANCH: "feature",
  HEAD_SHA: sha,
});

test("When a run is compared with the base branch, then the page tells rate, causes and changes", () => {
  const page = pageOf(bad, good);
  for (const part of [
    /Gate green not held: 1 failed/,
    /## Root causes/,
    /## By section of the plan/,
    /## Against the base branch/,
    /Pass rate \d+\.\d% → \d+\.\d% \(−\d+\.\d points\), against `4931c34de`\./,
    /✗ newly failing \| `auth\.register` \| passed \| failed/,
    /\[All reports of this run\]\(https:\/\/example\.com\/run\/1\)/,
  ])
    expect(page).toMatch(part);
});

test("When nothing changed, or the base has no results yet, then the page says so", () => {
  expect(pageOf(good, good)).toContain("No criterion changed.");
  expect(pageOf(good)).toContain("The base branch has no results yet to compare with.");
});

test("When several runs comment, then there is one comment, written anew, and no other is touched", async () => {
  await using github = await startFakeGithub(sha);
  const quoted = { id: 1, body: `${commentMarker}\nlook at this marker`, user: { type: "User" } } as const;
  github.comments.push({ ...quoted });
  for (let id = 2; id <= 101; id += 1) github.comments.push({ id, body: "a word", user: { type: "User" } });

  const first = await commentOnPullRequest(pageOf(bad, good), caller(github.url));
  const second = await commentOnPullRequest(pageOf(good, good), caller(github.url));

  expect([first, second]).toEqual(["https://github.test/comment-102", "https://github.test/comment-102"]);
  expect(github.comments).toHaveLength(102);
  expect(github.comments[0]).toEqual(quoted);
  expect(github.comments[101]?.body).toMatch(/^<!-- pyairtable-verifier -->\n# PyAirtable Verifier/);
  expect(github.comments[101]?.body).toContain("Gate green held");
  expect(github.asked.filter((line) => !line.startsWith("GET"))).toEqual([
    "POST /repos/o/r/issues/12/comments",
    "PATCH /repos/o/r/issues/comments/102",
  ]);
});

test("When a result says what a stranger wrote, then nobody is notified and no markup is made", async () => {
  await using github = await startFakeGithub(sha);
  await commentOnPullRequest(pageOf(bad), caller(github.url));

  expect(github.comments[0]?.body).toContain("@\u200Beveryone");
  expect(github.comments[0]?.body).not.toMatch(/<script>/);
});

test("When there is more to say than a comment holds, then it is cut at a line, and says so", async () => {
  await using github = await startFakeGithub(sha);
  await commentOnPullRequest(pageOf(sampleFile({ "auth.register": "x".repeat(70_000) })), caller(github.url));

  expect(github.comments[0]?.body.length).toBeLessThanOrEqual(65_536);
  expect(github.comments[0]?.body).toMatch(/cut here: the reports of the run have all of it\.\n$/);
});

test("When a newer commit is the head by now, then nothing is written, and that is no failure", async () => {
  await using github = await startFakeGithub("another");

  expect(await commentOnPullRequest("", caller(github.url))).toContain(`No open pull request has ${sha}`);
  expect(github.comments).toEqual([]);
});

test("When GitHub refuses or does not answer, then one sentence says so, without the token", async () => {
  await using github = await startFakeGithub(sha);
  github.refuse = 403;
  const { GITHUB_TOKEN: _, ...withoutToken } = caller(github.url);
  const sentences = [
    [
      caller(github.url),
      /^GitHub answers 403 to GET \/repos\/o\/r\/pulls\S* \(Resource not accessible\); give the job/,
    ],
    [caller("http://127.0.0.1:9"), /^GitHub does not answer GET \S+: /],
    [withoutToken, /^GITHUB_TOKEN is not set/],
    [{}, /^--comment needs HEAD_OWNER, HEAD_BRANCH and HEAD_SHA/],
  ] as const;
  for (const [env, sentence] of sentences) {
    const message = await commentOnPullRequest("", env).catch((error: Error) => error.message);
    expect(message).toMatch(sentence);
    expect(message).not.toContain("test-only-token");
  }
});

test(
  "When the command is given no file, then it is exit code 2 and one sentence",
  { timeout: 60_000 },
  async () => {
    const command = [path.join(import.meta.dirname, "pull-request.ts")];
    const ended = await promisify(execFile)(process.execPath, command).catch((error: unknown) => error);

    expect(ended).toMatchObject({ code: 2, stderr: "pull-request takes one result file; see --help\n" });
  },
);
