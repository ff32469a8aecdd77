// The plots of the solver's way: each takes the page's data and gives {caption, option}, or nothing where there is
// nothing to draw.
"use strict";

const PASSES = "passes over the measurements";
const LEAST_GAP = 1e-16; // a gap of zero, on a log axis

function lastPass(data) {
  return Math.max(1, data.passes, ...data.trace.passes.slice(-1));
}

/** Dashed lines where something happened; numbered as in the list below while that is readable. */
function eventGuides(data, numbered) {
  const name = (index) => (numbered && data.events.length <= 12 ? String(index + 1) : "");
  return data.events.map((event, index) =>
    ({ xAxis: event.passes, text: name(index), color: COLORS.faint, position: "end" }));
}

/** A line through the iterations, at(value) high; its tooltip says all that the trace knows of the place. */
function alongTrace(data, values, label, at, guideLines) {
  const { trace } = data;
  const texts = new Map(data.events.map((event) => [event.row, event.text]));
  const series = {
    type: "line",
    data: values.map((value, row) => [trace.passes[row], at(value)]),
    showSymbol: values.length <= 60,
    symbol: "circle",
    symbolSize: 5,
    lineStyle: { color: COLORS.main, width: 2 },
    itemStyle: { color: COLORS.main },
    markLine: guides(guideLines),
  };
  const formatter = ([{ dataIndex: row }]) => card([
    ["pass", trace.passes[row]], ["iteration", trace.iterations[row]],
    [label, values[row] == null ? "" : short(values[row], 4)],
    ["f", trace.objective[row] == null ? "" : short(trace.objective[row], 8)],
    ["R", trace.searchRank[row]], ["seconds", short(trace.seconds[row] ?? 0)],
    ["event", texts.get(row)],
  ]);
  return { series: [series], tooltip: tooltip(formatter, { trigger: "axis" }) };
}

/** f above the best proven lower bound where that falls by a decade or more, else f itself. */
function objectivePlot(data) {
  const f = data.trace.objective;
  const excess = f.map((value) => (value > data.lowerBound ? value - data.lowerBound : null));
  const positive = excess.filter((value) => value !== null);
  const bottom = bottomAxis(PASSES, lastPass(data));
  const events = eventGuides(data, true);
  if (Math.max(...positive) >= 10 * Math.min(...positive)) {
    const { series, tooltip: tip } = alongTrace(data, excess, "f \u2212 D", log, events);
    const caption = "f \u2212 D, D the best proven lower bound: f is at most this far above the optimum";
    return { caption, option: plot(bottom, logAxis("f \u2212 D", positive), series, { tooltip: tip }) };
  }
  const known = f.filter((value) => value !== null);
  if (known.length === 0) return {};
  const bound = { yAxis: data.lowerBound ?? 0, text: "D", color: COLORS.asked, position: "insideStartTop" };
  const { series, tooltip: tip } = alongTrace(data, f, "f", (value) => value, [...events, bound]);
  const caption = "the value minimised; the dashed line is the proven lower bound D";
  return { caption, option: plot(bottom, roundAxis("f", [...known, bound.yAxis]), series, { tooltip: tip }) };
}

function visible(gap) {
  return Math.max(gap, LEAST_GAP);
}

function gapSeries(name, points, look) {
  return {
    name,
    data: points.map((point) => ({ value: [point.passes, log(visible(point.gap))], point })),
    ...look,
  };
}

function gapCard(point) {
  return card([
    ["pass", point.passes],
    ["gap", point.gap <= LEAST_GAP ? "0 (to rounding)" : short(point.gap, 4)],
    ["rests on", point.proven ? `${point.bound} (a proof)` : `${point.bound} (proves nothing)`],
    ["\u03bd", point.nu == null ? "" : short(point.nu, 7)],
    ["D", point.lowerBound == null ? "" : short(point.lowerBound, 8)],
  ]);
}

function gapPlot(data) {
  const proven = data.certificates.filter((point) => point.proven);
  const estimates = data.certificates.filter((point) => !point.proven);
  const caption = "certified as asked once a full mark is below the dashed line; "
    + (estimates.length > 0 ? "hollow marks are estimates and prove nothing" : "every mark is a proof");
  const asked = { yAxis: log(data.gapAsked), text: `asked ${short(data.gapAsked)}`, color: COLORS.asked, position: "insideStartTop" };
  const series = [
    gapSeries("proven", proven, {
      type: "line", symbol: "circle", symbolSize: 8, lineStyle: { color: COLORS.main, width: 2 }, itemStyle: { color: COLORS.main },
      markLine: guides([asked, ...eventGuides(data, false)]),
    }),
    gapSeries("estimate", estimates, {
      type: "scatter", symbol: "diamond", symbolSize: 10,
      itemStyle: { color: COLORS.panel, borderColor: COLORS.estimate, borderWidth: 1.8, opacity: 1 },
    }),
  ];
  const shown = data.certificates.map((point) => visible(point.gap));
  const extra = {
    tooltip: tooltip(({ data: { point } }) => gapCard(point), { trigger: "item" }),
    legend: legend({ show: estimates.length > 0 }),
  };
  const yAxis = logAxis("(F \u2212 D) / F", [...shown, data.gapAsked / 2, data.gapAsked * 2]);
  return { caption, option: plot(bottomAxis(PASSES, lastPass(data)), yAxis, series, extra) };
}

/** On a log axis, down to sixteen decades below the largest, as soon as two decades are to be seen. */
function spectrumPlot(data) {
  const { values, rank, searchRank } = data.spectrum;
  const top = Math.max(0, ...values);
  if (top === 0) return {};
  const wide = Math.min(...values) < 1e-2 * top;
  const place = wide ? (value) => log(Math.max(value, 1e-16 * top)) : (value) => value;
  const dots = (from, to, style) => ({
    type: "scatter",
    data: values.slice(from, to).map((value, index) => ({ value: [from + index + 1, place(value)], exact: value })),
    symbolSize: values.length > 60 ? 5 : 8,
    itemStyle: { opacity: 1, ...style },
  });
  const kept = dots(0, rank, { color: COLORS.main });
  const rest = dots(rank, values.length, { color: COLORS.panel, borderColor: COLORS.faint, borderWidth: 1.5 });
  kept.markLine = guides([
    { xAxis: rank + 0.5, text: `rank ${rank}`, color: COLORS.main, position: "end", align: 4 * rank > searchRank ? "right" : "left" },
    { xAxis: searchRank + 0.5, text: `R = ${searchRank}`, color: COLORS.asked, position: "end", align: "left" },
  ]);
  const yAxis = wide ? logAxis("\u03c3", values.map((value) => Math.max(value, 1e-16 * top))) : leftAxis("\u03c3", { scale: false });
  const tip = tooltip(({ value, data: dot }) => card([["index", value[0]], ["\u03c3", short(dot.exact, 6)]]));
  const bottom = bottomAxis("index", searchRank + 1, { axisLabel: label({ showMaxLabel: false }) });
  const caption = `of UV\u1d40: ${rank} of them count towards the rank; the search had R = ${searchRank} columns`;
  return { caption, option: plot(bottom, yAxis, [kept, rest], { tooltip: tip, grid: { ...GRID, right: 56 } }) };
}

function gradientPlot(data) {
  const norms = data.trace.gradientNorm.map((value) => (value > 0 ? value : null));
  if (norms.every((value) => value === null)) return {};
  const { series, tooltip: tip } = alongTrace(data, norms, "\u2016\u2207f\u2016", log, eventGuides(data, false));
  const yAxis = logAxis("\u2016\u2207f\u2016", norms);
  return { caption: "Frobenius norm of \u2207f(U, V)", option: plot(bottomAxis(PASSES, lastPass(data)), yAxis, series, { tooltip: tip }) };
}
