import { expect, test } from "vitest";
import { renderJunit } from "./junit.ts";
import { sampleFile } from "./sample-file.ts";

const xml = renderJunit(
  sampleFile({
    "ports.mapping/airtable-gateway": "no answer",
    "health.endpoint/platform-services": 'a "quote" & <skipped/> \u0000\u001B[31m',
    "auth.register": "refused",
  }),
);

function caseOf(id: string): string {
  const start = xml.indexOf(`name="${id}"`);
  return xml.slice(start, xml.indexOf("</testcase>", start));
}

test("When a file is rendered, then every criterion of the catalogue is a test case and the counts add up", () => {
  const [root] = /<testsuites [^>]*>/u.exec(xml) ?? [];

  expect(root).toBe(
    '<testsuites name="PyAirtable Verifier" tests="27" failures="3" errors="0" skipped="11">',
  );
  expect(xml.match(/<testcase /gu)).toHaveLength(27);
  expect(xml.match(/<testsuite /gu)).toHaveLength(10);
});

test("When a criterion failed, then its message has what is wrong, the place and the cure", () => {
  expect(caseOf("ports.mapping/airtable-gateway")).toContain(
    '<failure message="The compose file maps to a port that the process does not listen on: ' +
      "airtable-gateway listens on 8002, but compose.test.yml:41 publishes 7002:7002&#xA;" +
      'compose.test.yml:41&#xA;make it &quot;7002:8002&quot;" type="failed"/>',
  );
});

test("When a criterion is blocked, then it fails and names what blocks it", () => {
  expect(caseOf("auth.register")).toContain(
    '<failure message="blocked: health.endpoint/platform-services failed" type="blocked"/>',
  );
});

test("When a criterion was not judged, then it is skipped with the reason", () => {
  const skipped = [...xml.matchAll(/<skipped message="(?<message>[^"]*)"\/>/gu)].map(
    ({ groups }) => groups?.["message"],
  );

  expect(skipped).toHaveLength(11);
  expect(caseOf("health.container/redis")).toContain(
    '<skipped message="needs engine, which the embedded runtime lacks"/>',
  );
  expect(caseOf("monitoring.targets")).toContain('<skipped message="no suite judges it yet"/>');
});

test("When a reason holds markup or control characters, then the document stays well-formed", () => {
  expect(caseOf("health.endpoint/platform-services")).toContain(
    "a &quot;quote&quot; &amp; &lt;skipped/> [31m",
  );
  expect(xml).not.toContain("\u0000");
});
