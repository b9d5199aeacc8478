// Holds the files of this folder: Prometheus' own tools accept them, the topology agrees, the dashboard asks for what is there.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { readTopology } from "../fixtures/topology.ts";
import { truePort } from "../fixtures/true-port.ts";
import { renderDashboard } from "./dashboard.ts";

const folder = import.meta.dirname;
const root = path.dirname(folder);
const isHere = (program: string) => spawnSync(program, ["--version"]).error === undefined;

function run(program: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: "utf8" });
  return { status, said: `${stdout}${stderr}` };
}

/** Debian's packages prometheus and prometheus-alertmanager have these; .ci/run installs them. */
const lacks = { promtool: !isHere("promtool"), amtool: !isHere("amtool") };

test.skipIf(lacks.promtool)(
  "When promtool checks the configuration and its rules, then they are sound",
  () => {
    expect(run("promtool", "check", "config", "prometheus.yml")).toMatchObject({ status: 0 });
  },
);

test.skipIf(lacks.promtool)(
  "When each alert is tried, then it fires when it should, is silent when it should not, and clears",
  () => {
    const { status, said } = run("promtool", "test", "rules", "rules.test.yml");
    expect(said).toContain("SUCCESS");
    expect(status).toBe(0);
  },
);

test.skipIf(lacks.amtool)("When amtool checks who is told, then it is sound", () => {
  expect(run("amtool", "check-config", "alertmanager.yml")).toMatchObject({ status: 0 });
});

interface RulesFile {
  readonly groups: readonly {
    readonly rules: readonly {
      readonly alert?: string;
      readonly record?: string;
      readonly labels?: Readonly<Record<string, string>>;
      readonly annotations?: Readonly<Record<string, string>>;
    }[];
  }[];
}

const read = (name: string) => readFileSync(path.join(folder, name), "utf8");
const rules = (parse(read("rules.yml")) as RulesFile).groups.flatMap((group) => group.rules);

test("When there is an alert, then it says what, what to do and how bad it is, and has a test of its own", () => {
  const alerts = rules.filter(({ alert }) => alert !== undefined);
  const tests = read("rules.test.yml");
  expect(alerts.length).toBeGreaterThan(5);
  for (const { alert = "", labels, annotations } of alerts) {
    expect(labels?.["severity"], alert).toMatch(/^(critical|warning)$/);
    expect(annotations?.["summary"], alert).toMatch(/\w/);
    expect(annotations?.["runbook"], alert).toMatch(/\w/);
    expect(tests).toContain(`alertname: ${alert}\n        exp_alerts:\n`);
    expect(tests).toContain(`alertname: ${alert}, exp_alerts: []`);
  }
});

test("When the targets and the topology are compared, then every service is scraped where it listens", () => {
  const topology = readTopology({ file: path.join(root, "compose.test.yml"), env: {} });
  const services = topology.services.filter(({ verify }) => verify?.role === "service");
  const { scrape_configs: configs } = parse(read("prometheus.yml")) as {
    scrape_configs: readonly {
      job_name: string;
      static_configs: readonly { targets: readonly string[]; labels?: { service: string } }[];
    }[];
  };
  const targets = configs.find(({ job_name }) => job_name === "services")?.static_configs ?? [];
  expect(targets.map(({ targets: [target], labels }) => ({ target, service: labels?.service }))).toEqual(
    expect.arrayContaining(services.map((s) => ({ target: `${s.name}:${truePort(s)}`, service: s.name }))),
  );
  expect(targets).toHaveLength(services.length);
});

test("When the dashboard's code has changed, then its JSON was written anew: npm run dashboard", () => {
  expect(read("basic-dashboard.json")).toBe(renderDashboard());
});

interface Dashboard {
  readonly uid: string;
  readonly panels: readonly {
    readonly id: number;
    readonly title: string;
    readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
    readonly targets: readonly { readonly expr: string; readonly datasource: { readonly uid: string } }[];
  }[];
}

test("When the dashboard is read, then it has the plan's name, no two panels overlap, and its source is provisioned", () => {
  const { uid, panels } = JSON.parse(read("basic-dashboard.json")) as Dashboard;
  expect(uid).toBe("pyairtable-basic");
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  expect(panels.map(({ title }) => title)).toEqual(expect.arrayContaining(["Service status", "Error rate"]));
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)}/${y + Math.floor(cell / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
  const uids = panels.flatMap(({ targets }) => targets.map(({ datasource }) => datasource.uid));
  expect([...new Set(uids)]).toEqual(["prometheus"]);
});

interface Provisioned {
  readonly datasources: readonly {
    readonly uid: string;
    readonly type: string;
    readonly url: string;
    readonly jsonData: Readonly<Record<string, unknown>>;
  }[];
}

test("When Grafana is provisioned, then it shows the alert rules that Prometheus goes by, and has no others", () => {
  const file = path.join(root, "docker-compose.yml");
  const topology = readTopology({ file, env: {}, profiles: ["monitoring"] });
  const mounted = (name: string) =>
    topology.services.find((service) => service.name === name)?.volumes.map(({ text }) => text) ?? [];
  const { datasources } = parse(read("grafana/provisioning/datasources/prometheus.yml")) as Provisioned;
  const [prometheus, alertmanager] = datasources;
  expect(prometheus).toMatchObject({
    uid: "prometheus",
    type: "prometheus",
    jsonData: { manageAlerts: true, alertmanagerUid: alertmanager?.uid },
  });
  expect(alertmanager).toMatchObject({ type: "alertmanager", jsonData: { implementation: "prometheus" } });
  for (const { url } of datasources) {
    const { hostname, port } = new URL(url);
    const service = topology.services.find(({ name }) => name === hostname);
    expect(service && truePort(service), `where ${hostname} listens`).toBe(Number(port));
  }
  expect(mounted("grafana")).toContain("./monitoring/grafana/provisioning:/etc/grafana/provisioning:ro");
  expect(mounted("prometheus")).toContain("./monitoring/rules.yml:/etc/prometheus/rules.yml:ro");
  expect(parse(read("prometheus.yml"))).toMatchObject({
    rule_files: ["rules.yml"],
    alerting: { alertmanagers: [{ static_configs: [{ targets: ["alertmanager:9093"] }] }] },
  });
  // Rules of Grafana's own would be a second copy, and would ring twice.
  expect(readdirSync(path.join(folder, "grafana/provisioning"))).toEqual(["dashboards", "datasources"]);
});

test("When a panel asks for a recorded series, then a rule records it", () => {
  const recorded = new Set(rules.map(({ record }) => record));
  const asked = read("basic-dashboard.json").match(/\b[a-z]+:[a-z_]+:[a-z0-9_]+/g) ?? [];
  expect(asked.length).toBeGreaterThan(3);
  expect(asked.filter((name) => !recorded.has(name))).toEqual([]);
});
