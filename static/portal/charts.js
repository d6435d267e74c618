/* Draws the tables of the statistics with ECharts in place of the server's bars. Without this file the bars stay.
   Figures are written at the bars, series differ by pattern as well as by colour, and the table beside has all of it. */
(() => {
  "use strict";
  if (!window.echarts) return;
  const drawn = new Map();
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  // Colours may be light-dark(): only a real element knows which of the two it is.
  function colours() {
    const probe = document.body.appendChild(document.createElement("i"));
    const read = (name) => {
      probe.style.color = `var(${name})`;
      return getComputedStyle(probe).color;
    };
    const names = { ink: "--vp-ink", muted: "--vp-muted", line: "--vp-line", surface: "--vp-surface" };
    const found = Object.fromEntries(Object.entries(names).map(([key, name]) => [key, read(name)]));
    found.series = ["--vp-brand-fill", "--vp-attention-line", "--vp-edge", "--vp-seal"].map(read);
    probe.remove();
    return found;
  }

  const PATTERNS = [
    { symbol: "none" },
    { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: Math.PI / 4 },
    { symbol: "circle", dashArrayX: [[6, 6], [0, 6, 6, 0]], dashArrayY: [6, 0], symbolSize: 0.7 },
    { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 3], rotation: -Math.PI / 4 },
  ];

  const ruler = document.createElement("canvas").getContext("2d");

  function legendLines(series, width, family) {
    ruler.font = `13px ${family}`;
    let lines = 1;
    let used = 0;
    for (const { name } of series) {
      const need = ruler.measureText(name).width + 27 + 16;
      if (used && used + need > width) { lines += 1; used = 0; }
      used += need;
    }
    return lines;
  }

  function options(data, frame) {
    const colour = colours();
    const style = getComputedStyle(frame);
    const text = { color: colour.ink, fontFamily: style.fontFamily, fontSize: 13 };
    const several = data.series.length > 1;
    const months = data.kind === "months";
    const stacked = data.kind === "stack";
    const sums = data.rows.map((_row, row) => data.series.reduce((sum, column) => sum + (column.values[row] || 0), 0));
    const fits = ({ value, dataIndex, seriesIndex }) =>
      value && (value / Math.max(...sums)) * frame.clientWidth > 12 * data.series[seriesIndex].words[dataIndex].length + 12;
    const label = { ...text, show: true, position: stacked ? "inside" : months ? "top" : "right" };
    const series = data.series.map((column, number) => ({
      type: months && number === 0 ? "line" : "bar",
      name: column.name,
      data: column.values,
      stack: stacked ? "all" : undefined,
      barMaxWidth: months ? 28 : several && !stacked ? 9 : 14,
      barGap: "20%",
      symbolSize: 8,
      lineStyle: { width: 3 },
      itemStyle: { color: colour.series[number % 4], borderRadius: 2, borderColor: colour.surface, borderWidth: stacked ? 1 : 0 },
      label: {
        ...label,
        show: !months || number === 0,
        fontSize: several && !stacked ? 12 : 13,
        backgroundColor: stacked ? colour.surface : "transparent",
        padding: stacked ? [0, 3] : 0,
        borderRadius: 3,
        formatter: (point) => (stacked && !fits(point) ? "" : column.words[point.dataIndex]),
      },
      labelLayout: { hideOverlap: true },
      emphasis: { disabled: true },
    }));
    const percent = data.series[0].unit === "percent";
    const names = {
      type: "category",
      data: data.rows.map((row, number) => named(row, number)),
      axisLine: { show: months, lineStyle: { color: colour.line } },
      axisTick: { show: false },
    };
    // A withheld figure has no bar to be written at: its word stands beside the name.
    function named(row, number) {
      const { withheld } = frame.dataset;
      return data.series[0].words[number] === withheld && !months ? `${row} (${withheld})` : row;
    }
    const figures = {
      type: "value",
      max: percent ? 100 : undefined,
      axisLabel: { show: months, ...text, color: colour.muted, formatter: (value) => value.toLocaleString() },
      splitLine: { show: months, lineStyle: { color: colour.line } },
    };
    const wide = frame.clientWidth;
    const legend = several ? 22 * legendLines(data.series, wide, style.fontFamily) + 4 : 0;
    const half = several && !stacked ? (9 * 1.2 * data.series.length) / 2 : 7;
    return {
      animation: !calm.matches,
      animationDuration: 300,
      aria: { enabled: true, label: { description: frame.dataset.words }, decal: { show: several, decals: PATTERNS } },
      textStyle: text,
      legend: { show: several, top: 0, left: 0, width: wide, itemGap: 16, padding: 0, itemHeight: 12, itemWidth: 22, icon: months ? undefined : "rect", textStyle: text, inactiveColor: colour.muted },
      grid: months
        ? { top: legend + 24, left: 0, right: 12, bottom: 0, containLabel: true }
        : { top: legend, left: 0, right: stacked ? 4 : Math.min(120, wide / 3), bottom: 0 },
      tooltip: {
        trigger: "axis",
        confine: true,
        renderMode: "richText",
        backgroundColor: colour.surface,
        borderColor: colour.line,
        textStyle: text,
        axisPointer: { type: "shadow" },
        formatter: (points) => [
          data.rows[points[0].dataIndex],
          ...data.series.map((column) => `${column.name}: ${column.words[points[0].dataIndex]}`),
        ].join("\n"),
      },
      xAxis: months ? { ...names, axisLabel: { ...text, hideOverlap: true } } : figures,
      yAxis: months ? figures : {
        ...names,
        inverse: true,
        z: 10,
        axisLabel: {
          ...text, inside: true, align: "left", verticalAlign: "bottom", margin: 0, padding: [0, 0, half + 3, 0],
          interval: 0, width: wide - 8, overflow: "truncate", showMinLabel: true, showMaxLabel: true,
        },
      },
      series,
    };
  }

  function draw(frame) {
    const bars = frame.querySelector(".vp-chart");
    const source = document.getElementById(frame.dataset.chart);
    if (!bars || !source) return;
    const data = JSON.parse(source.textContent);
    let known = drawn.get(frame);
    if (!known) {
      const place = document.createElement("div");
      place.style.height = `${bars.getAttribute("height")}px`;
      bars.classList.add("d-none");
      frame.append(place);
      known = echarts.init(place, null, { renderer: "svg" });
      new ResizeObserver(() => { known.resize(); known.setOption(options(data, frame)); }).observe(place);
      drawn.set(frame, known);
    }
    known.setOption(options(data, frame), true);
  }

  const all = () => document.querySelectorAll("[data-chart]").forEach(draw);

  function again() {
    for (const [frame, chart] of drawn) {
      if (!frame.isConnected) { chart.dispose(); drawn.delete(frame); }
    }
    all();
  }

  all();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
  calm.addEventListener("change", again);
  new MutationObserver(again).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
  document.addEventListener("htmx:afterSwap", again);
})();
