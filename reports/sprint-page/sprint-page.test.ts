import { createHash } from "node:crypto";
import { expect, test, vi } from "vitest";
import { sampleFile } from "../render/sample-file.ts";
import { html, textOf, trusted } from "./html.ts";
import { hostileFile, hostileText, sampleHistory, samplePage, wholeFile } from "./sample-page.ts";
import { renderSprintPage } from "./sprint-page.ts";

// A busy machine takes seconds to draw charts, or to start processes.
vi.setConfig({ testTimeout: 120_000 });

/** What a browser would take for the text of the page, more or less. */
const wordsOf = (page: string) =>
  page
    .replaceAll(/<(script|style)\b.*?<\/\1>/gsu, "")
    .replaceAll(/<[^>]*>/gu, " ")
    .replaceAll(/\s+/gu, " ");

test("When text is put into markup, then it stays text, in elements and in attributes", () => {
  const text = `<b a="1">'&\u001B[31m\u202Ex`;

  expect(textOf(html`<p title="${text}">${[text, trusted("<hr>")]}${undefined}${false}${0}</p>`)).toBe(
    `<p title="&lt;b a=&quot;1&quot;&gt;&#39;&amp;\uFFFDx">&lt;b a=&quot;1&quot;&gt;&#39;&amp;\uFFFDx<hr>0</p>`,
  );
});

test("When JSON looks like markup of ours, then it is none", () => {
  const forged = JSON.parse('{"markup":"<b>"}') as never;

  expect(() => textOf(html`${forged}`)).toThrow(TypeError);
});

test("When something broke, then the page leads with the number, its fraction, and the cause with its cure", () => {
  const words = wordsOf(renderSprintPage(samplePage(sampleFile({ "ports.mapping/airtable-gateway": "no" }))));

  expect(words).toContain("✗ 1 criterion broken 55.5% 15 of 27 acceptance criteria passed");
  expect(words).toContain("7 more criteria to the goal of 80%, 2 to the 60% of week 1; it began at 35.7%");
  expect(words).toContain(
    "airtable-gateway listens on 8002, but compose.test.yml:41 publishes 7002:7002 compose.test.yml:41 → make it &quot;7002:8002&quot;",
  );
});

test("When a run is partial, then the page claims no pass rate of the whole", () => {
  const words = wordsOf(renderSprintPage(samplePage(sampleFile({}, new Set(["ports.unique"])))));

  expect(words).toContain("Partial run 1 of 1 selected criteria passed");
  expect(words).not.toContain("to the goal of 80%");
});

test("When a run says markup everywhere, then not one tag of it is in the page", () => {
  const past = sampleHistory(2).map((run) => ({ ...run, runtime: hostileText, commit: hostileText }));
  const commits = [{ hash: hostileText, subject: hostileText, parents: [] }];
  const page = renderSprintPage(samplePage(hostileFile(), { past, commits, notices: [hostileText] }));

  expect(page).toContain("&lt;script&gt;window.pwned");
  expect(page).not.toContain("<script>window.pwned");
  expect(page).not.toMatch(/<(?:img|svg onload)/u);
  expect(page.match(/<script/gu)).toHaveLength(2);
});

test("When the page has a script, then its policy allows that one and nothing else", () => {
  const page = renderSprintPage(samplePage(sampleFile({})));
  const script = /<script>(?<text>.*?)<\/script>/su.exec(page)?.groups?.["text"] ?? "";
  const hash = createHash("sha256").update(script).digest("base64");

  expect(script).toContain("addEventListener");
  expect(page).toContain(
    `content="default-src &#39;none&#39;; script-src &#39;sha256-${hash}&#39;; style-src &#39;unsafe-inline&#39;; img-src data:;`,
  );
  expect(page).not.toMatch(/(?:src|href)="(?:https?:)?\/\//u);
});

test("When 500 runs lie behind and everything is broken at length, then the page stays under a megabyte", () => {
  const evidence = Array.from({ length: 60 }, (_, at) => ({
    kind: "exchange" as const,
    service: "api-gateway",
    summary: "GET /x -> 500".repeat(20),
    detail: { body: "<".repeat(3000) },
    at,
  }));
  const file = wholeFile(() => "failed", { evidence, reason: "<x>".repeat(3000) });
  const page = renderSprintPage(samplePage(file, { past: sampleHistory(500) }));

  expect(Buffer.byteLength(page)).toBeLessThan(1_000_000);
  expect(page).toContain("more items in pass-rate.json");
});

test("When proof and contracts lie beside the run, then the page tells of them, and of another commit", () => {
  const proof = {
    commit: sampleFile({}).run.commit,
    control: { clean: true },
    score: { caught: 63, by_intended: 62, diagnosed: 58, total: 64 },
  };
  const interaction = {
    description: "an unknown table",
    outcome: "failed" as const,
    failure: "500, not 404",
  };
  const edges = [
    { consumer: "mcp", provider: "airtable", verdict: "failed" as const, interactions: [interaction] },
  ];
  const side = { proof, contracts: { commit: "0000000", edges }, faults: [] };
  const words = wordsOf(renderSprintPage(samplePage(sampleFile({}), { side })));

  expect(words).toContain(
    "63 of 64 faults that were put back were caught: 62 by the criteria meant for them",
  );
  expect(words).toContain("Contracts 0 of 1 hold");
  expect(words).toContain("✗ an unknown table: 500, not 404");
  expect(words).toContain("Of another commit than this run: 0000000");
});

test("When a proof of the plan's broken system lies beside the run, then the page tells its rate beside the plan's", () => {
  const rate = { passed: 30, of: 200, percent: 15 };
  const proof = {
    commit: sampleFile({}).run.commit,
    control: { clean: true },
    score: { caught: 0, by_intended: 0, diagnosed: 0, total: 0 },
    baseline: { broken: { broken: 45, rate, error: null } },
  };
  const side = { proof, contracts: undefined, faults: [] };
  const words = wordsOf(renderSprintPage(samplePage(sampleFile({}), { side })));

  expect(words).toContain("With 45 faults put back at once");
  expect(words).toContain("15.0% (30 of 200)");
  expect(words).not.toContain("0 of 0 faults");
});
