// The dashboard as code: the SDK's builders hold it to the schema that Grafana publishes; `npm run dashboard` writes it.
import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  ReduceDataOptionsBuilder,
  SortOrder,
  TooltipDisplayMode,
  VizLegendOptionsBuilder,
  VizOrientation,
  type VizTooltipOptions,
} from "@grafana/grafana-foundation-sdk/common";
import {
  DashboardBuilder,
  DashboardCursorSync,
  MappingType,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { DataqueryBuilder } from "@grafana/grafana-foundation-sdk/prometheus";
import { PanelBuilder as StatBuilder } from "@grafana/grafana-foundation-sdk/stat";
import { PanelBuilder as CurveBuilder } from "@grafana/grafana-foundation-sdk/timeseries";
import { type Shown, shown } from "./dashboard-panels.ts";

const source = { type: "prometheus", uid: "prometheus" };
const panelHeight = 8;
/** Nothing here is newer: every Grafana since 10.3 reads it, and brings it up to its own version by itself. */
const schemaVersion = 39;

/** The first color holds below the first step. */
function colors(first: string, ...steps: readonly { readonly value: number; readonly color: string }[]) {
  return new ThresholdsConfigBuilder()
    .mode(ThresholdsMode.Absolute)
    .steps([{ value: null, color: first }, ...steps]);
}

/** A row for each series, as it is now. */
function statPanel(shows: Exclude<Shown["shows"], "curve">): StatBuilder {
  const panel = new StatBuilder()
    .orientation(VizOrientation.Horizontal)
    .textMode(BigValueTextMode.ValueAndName)
    .colorMode(BigValueColorMode.Background)
    .graphMode(BigValueGraphMode.None)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(["lastNotNull"]).fields("").values(false));
  if (shows === "number") return panel.thresholds(colors("blue"));
  if (shows === "alarms") return panel.thresholds(colors("green", { value: 1, color: "red" }));
  const options = {
    "0": { text: "down", color: "red", index: 1 },
    "1": { text: "up", color: "green", index: 0 },
  };
  return panel
    .mappings([{ type: MappingType.ValueToText, options }])
    .thresholds(colors("red", { value: 1, color: "green" }));
}

const tooltip: VizTooltipOptions = { mode: TooltipDisplayMode.Multi, sort: SortOrder.Descending };

function curvePanel({ line }: Shown): CurveBuilder {
  const panel = new CurveBuilder()
    .legend(new VizLegendOptionsBuilder().showLegend(true))
    .tooltip({ build: () => tooltip });
  if (!line) return panel;
  return panel
    .thresholds(colors(line.below, { value: line.at, color: line.above }))
    .thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Line));
}

function queriesOf({ queries, shows }: Shown): DataqueryBuilder[] {
  return Object.entries(queries).map(([legend, expression], index) => {
    const query = new DataqueryBuilder()
      .refId("ABCDEF".charAt(index))
      .datasource(source)
      .expr(expression)
      .legendFormat(legend);
    return shows === "curve" ? query.range() : query.instant();
  });
}

function panelOf(what: Shown, index: number): StatBuilder | CurveBuilder {
  const panel = what.shows === "curve" ? curvePanel(what) : statPanel(what.shows);
  if (what.description !== undefined) panel.description(what.description);
  const max = what.shows === "up-or-down" ? 1 : what.max;
  if (max !== undefined) panel.max(max);
  return panel
    .id(index + 1)
    .title(what.title)
    .datasource(source)
    .span(what.width)
    .height(panelHeight)
    .unit(what.unit)
    .min(0)
    .targets(queriesOf(what));
}

/** The text of basic-dashboard.json. */
export function renderDashboard(): string {
  const dashboard = new DashboardBuilder("PyAirtable basic")
    .uid("pyairtable-basic")
    .tags(["pyairtable"])
    .readonly()
    .refresh("10s")
    .time({ from: "now-1h", to: "now" })
    .tooltip(DashboardCursorSync.Crosshair);
  for (const [index, what] of shown.entries()) dashboard.withPanel(panelOf(what, index));
  return `${JSON.stringify({ ...dashboard.build(), schemaVersion }, null, 2)}\n`;
}
