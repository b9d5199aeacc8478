// Draws a line chart as SVG on the server, in the page's own colours, once for wide and once for narrow screens.
import { createRequire } from "node:module";
import type * as ECharts from "echarts";
import { type Html, html, trusted } from "./html.ts";

export interface LineSeries {
  readonly name: string;
  /** One for each category; null where the series has none. */
  readonly values: readonly (number | null)[];
}

export interface LineChart {
  /** What a screen reader says instead of the picture. */
  readonly label: string;
  readonly categories: readonly string[];
  readonly series: readonly LineSeries[];
  readonly max?: number;
  /** Between two lines of the grid. */
  readonly interval?: number;
  readonly format: (value: number) => string;
  readonly lines?: readonly { readonly at: number; readonly name: string; readonly dashed?: boolean }[];
  readonly band?: { readonly from: number; readonly to: number; readonly name: string };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

// The whole library is one file of a megabyte: read only when a page is made, and not as its 800 modules.
const load = () => createRequire(import.meta.url)("echarts/dist/echarts.min.js") as typeof ECharts;

export function renderLineChart(chart: LineChart): Html {
  return html`<div class="chart" role="img" aria-label="${chart.label}">
    <div class="wide">${draw(chart, { width: 1080, height: 300 })}</div>
    <div class="narrow">${draw(chart, { width: 380, height: 260 })}</div>
  </div>`;
}

function draw(chart: LineChart, { width, height }: Size): Html {
  const instance = load().init(null, null, { renderer: "svg", ssr: true, width, height });
  instance.setOption(optionOf(chart, width));
  const svg = instance.renderToSVGString({ useViewBox: true });
  instance.dispose();
  // Its only style is for hovering, which a picture without a script does not need.
  return trusted(
    svg.replaceAll(/<style\b[^>]*>.*?<\/style>/gsu, "").replace("<svg ", '<svg aria-hidden="true" '),
  );
}

const dashes = ["solid", "dashed", "dotted"] as const;
const symbols = ["circle", "rect", "triangle", "diamond"] as const;
const text = { color: "var(--muted)", fontSize: 12, fontFamily: "inherit" };

function optionOf(chart: LineChart, width: number): ECharts.EChartsOption {
  const { categories, series, max, interval, format } = chart;
  return {
    animation: false,
    grid: { left: 52, right: width > 600 ? 150 : 16, top: 24, bottom: 32 },
    xAxis: {
      type: "category",
      data: [...categories],
      boundaryGap: categories.length < 3,
      axisLine: { lineStyle: { color: "var(--line)" } },
      axisTick: { show: false },
      axisLabel: { ...text, hideOverlap: true },
    },
    yAxis: {
      type: "value",
      min: 0,
      ...(max === undefined ? {} : { max }),
      ...(interval === undefined ? {} : { interval }),
      splitNumber: 4,
      axisLabel: { ...text, formatter: format },
      splitLine: { lineStyle: { color: "var(--line)", opacity: 0.6 } },
    },
    series: [
      { type: "line", data: [], ...marksOf(chart) },
      ...series.map((line, index) => seriesOf(line, index, width)),
    ],
  };
}

function seriesOf({ name, values }: LineSeries, index: number, width: number): ECharts.LineSeriesOption {
  const color = `var(--series-${(index % 4) + 1})`;
  const count = values.filter((value) => value !== null).length;
  // A name beside a point that is not the last of all would lie on another's line.
  const endsLast = typeof values.at(-1) === "number";
  return {
    type: "line",
    name,
    data: [...values],
    connectNulls: true,
    symbol: symbols[index % symbols.length] ?? "circle",
    symbolSize: 6,
    showSymbol: count <= 60,
    itemStyle: { color },
    lineStyle: { color, width: 2, type: dashes[index % dashes.length] ?? "solid" },
    endLabel: { show: endsLast && width > 600, formatter: name, color, fontSize: 12, fontFamily: "inherit" },
    labelLayout: { moveOverlap: "shiftY" },
  };
}

function marksOf({ lines = [], band }: LineChart): ECharts.LineSeriesOption {
  return {
    markLine: {
      silent: true,
      symbol: "none",
      data: lines.map(({ at, name, dashed = false }) => ({
        yAxis: at,
        lineStyle: { color: dashed ? "var(--muted)" : "var(--good)", type: dashed ? "dashed" : "solid" },
        label: { ...text, position: "insideStartTop", formatter: name },
      })),
    },
    ...(band === undefined
      ? {}
      : {
          markArea: {
            silent: true,
            itemStyle: { color: "var(--band)" },
            label: { ...text, position: "insideLeft" },
            data: [[{ name: band.name, yAxis: band.from }, { yAxis: band.to }]],
          },
        }),
  };
}
