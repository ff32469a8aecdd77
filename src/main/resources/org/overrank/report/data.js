// The plots of the data: all of them were counted and summed before; here they are drawn.
"use strict";

const RAMP = ["#440154", "#414487", "#2a788e", "#22a884", "#7ad151", "#fde725"];

/** Errors by λ, from weak to strong. */
function pathPlot({ path }) {
  if (path === undefined) return {};
  const trials = [...path.trials].reverse();
  const [measure, told] = trials[0].loss ? ["loss", (root) => root * root] : ["RMSE", (root) => root];
  const line = (name, key, color, look) => ({
    name, type: "line", symbol: "circle", symbolSize: 6, itemStyle: { color }, lineStyle: { color, width: 2, ...look },
    data: trials.map((trial) => ({ value: [log(trial.lambda), told(trial[key])], trial })),
  });
  const heldOut = line("hold-out", "holdoutRmse", COLORS.main, {});
  const logs = trials.map((trial) => log(trial.lambda));
  const [least, most] = [Math.min(...logs), Math.max(...logs)];
  const at = log(path.chosen);
  const align = at > least + 0.7 * (most - least) ? "right" : at < least + 0.3 * (most - least) ? "left" : "center";
  heldOut.markLine = guides([{ xAxis: at, text: `chosen: ${short(path.chosen, 4)}`, color: COLORS.asked, position: "end", align }]);
  const tip = tooltip(([{ data: { trial } }]) => card([
    ["\u03bb", short(trial.lambda, 4)], [`hold-out ${measure}`, short(told(trial.holdoutRmse), 5)],
    [`training ${measure}`, short(told(trial.trainRmse), 5)], ["rank", trial.rank], ["passes", trial.passes],
  ]), { trigger: "axis" });
  const room = 0.04 * (most - least) || 0.5;
  const bottom = bottomAxis("\u03bb", most + room, {
    min: least - room, minInterval: 0, axisLabel: label({ formatter: (place) => short(10 ** place, 2), showMinLabel: false, showMaxLabel: false }),
  });
  const series = [heldOut, line("training", "trainRmse", COLORS.estimate, { type: [5, 4] })];
  return { option: plot(bottom, leftAxis(measure), series, { tooltip: tip, legend: legend({}), grid: { ...GRID, top: 52 } }) };
}

/** Rectangles between exact places; whole pixels, so that no seams are left between them. */
function rectangles(rects, style) {
  return {
    type: "custom", clip: true, progressive: 0, data: rects.map((rect) => ({ value: rect.at, rect })),
    renderItem: (params, api) => {
      const { x0, x1, y0, y1 } = rects[params.dataIndex];
      const [a, b] = [api.coord([x0, y0]), api.coord([x1, y1])].map((place) => place.map(Math.round));
      const shape = { x: Math.min(a[0], b[0]), y: Math.min(a[1], b[1]), width: Math.abs(b[0] - a[0]), height: Math.abs(b[1] - a[1]) };
      return { type: "rect", shape, style: style === undefined ? { fill: api.visual("color") } : style };
    },
  };
}

/** A bar of colours above a plot, with its two ends. */
function colorBar(low, high, names, colors) {
  return {
    type: "continuous", min: low, max: high > low ? high : low + 1, dimension: 2, seriesIndex: 0, calculable: false, orient: "horizontal",
    right: 12, top: 0, itemWidth: 12, itemHeight: 90, text: names, textGap: 6, textStyle: { color: COLORS.text, fontSize: 12 },
    inRange: { color: colors },
  };
}

/** Measured to the right, predicted upwards: a point each, or squares coloured by how many are in them. */
function predictedPlot({ picture }) {
  if (picture === undefined) return {};
  const { points, density } = picture.predictions;
  const ends = points === null ? [density.start, density.start + density.bins * density.width]
    : [Math.min(...points.flat()), Math.max(...points.flat())];
  const same = {
    type: "line", silent: true, symbol: "none", data: [[ends[0], ends[0]], [ends[1], ends[1]]],
    lineStyle: { color: COLORS.estimate, width: 1.2, type: [5, 4] }, z: 5,
  };
  const bottom = bottomAxis("measured", undefined, { min: points === null ? ends[0] : undefined, max: points === null ? ends[1] : undefined, minInterval: 0, scale: true, axisLabel: label({ showMaxLabel: points !== null }) });
  const left = leftAxis("predicted", points === null ? { min: ends[0], max: ends[1], axisLabel: label({ showMaxLabel: false }) } : {});
  if (points !== null) {
    const dots = { type: "scatter", data: points, symbolSize: points.length > 200 ? 5 : 7, itemStyle: { color: COLORS.main, opacity: 0.6 } };
    const tip = tooltip(({ value }) => card([["measured", short(value[0], 6)], ["predicted", short(value[1], 6)]]));
    return { option: plot(bottom, left, [dots, same], { tooltip: tip }) };
  }
  const place = (bin) => density.start + bin * density.width;
  const most = Math.max(...density.squares.map(([, , count]) => count));
  const squares = rectangles(density.squares.map(([x, y, count]) => ({
    at: [place(x + 0.5), place(y + 0.5), log(count)], count, x0: place(x), x1: place(x + 1), y0: place(y), y1: place(y + 1),
  })));
  const tip = tooltip(({ data: { rect } }) => card([
    ["measured", `${short(rect.x0, 5)} to ${short(rect.x1, 5)}`], ["predicted", `${short(rect.y0, 5)} to ${short(rect.y1, 5)}`], ["how many", rect.count],
  ]));
  const visualMap = colorBar(0, log(most), [String(most), "1"], [COLORS.few, COLORS.some, COLORS.many]);
  return { option: plot(bottom, left, [squares, same], { tooltip: tip, visualMap }) };
}

function residualsPlot({ picture }) {
  if (picture === undefined) return {};
  const { start, width, counts } = picture.predictions.residuals;
  const place = (bin) => start + bin * width;
  const bars = rectangles(counts.map((count, bin) => ({
    at: [place(bin + 0.5), count], count, x0: place(bin), x1: place(bin + 1), y0: 0, y1: count,
  })), { fill: COLORS.main, stroke: COLORS.panel, lineWidth: 1 });
  bars.markLine = guides([{ xAxis: 0, text: "", color: COLORS.estimate }]);
  const tip = tooltip(({ data: { rect } }) => card([["residual", `${short(rect.x0, 5)} to ${short(rect.x1, 5)}`], ["how many", rect.count]]));
  const bottom = bottomAxis("predicted \u2212 measured", place(counts.length), { min: start, minInterval: 0, axisLabel: label({ showMinLabel: false, showMaxLabel: false }) });
  const left = leftAxis("how many", { min: 0, minInterval: 1, scale: false });
  return { option: plot(bottom, left, [bars], { tooltip: tip }) };
}

/** Ids often differ at their ends. */
function brief(text) {
  const letters = [...text];
  return letters.length <= 12 ? text : `${letters.slice(0, 5).join("")}\u2026${letters.slice(-6).join("")}`;
}

/** The matrix in tiles, its first row at the top. */
function mapPlot({ picture }, key) {
  if (picture === undefined) return {};
  const { rowLabels, colLabels, measured, scale } = picture.map;
  const width = colLabels.length;
  const values = picture.map[key];
  const tiles = rectangles(values.flatMap((value, tile) => {
    const [x, y] = [tile % width, Math.floor(tile / width)];
    return value === null ? [] : [{ at: [x + 0.5, y + 0.5, value], x0: x, x1: x + 1, y0: y, y1: y + 1, x, y, count: measured[tile] }];
  }));
  const side = (labels, most, extra) => ({
    type: "value", min: 0, max: labels.length, interval: Math.ceil(labels.length / most), splitLine: { show: false },
    axisLabel: label({ formatter: (at) => brief(labels[at] ?? ""), ...extra }),
  });
  const bottom = axis("", side(colLabels, 3, { align: "left" }));
  const left = axis("", { ...side(rowLabels, 8, {}), inverse: true });
  const tip = tooltip(({ data: { rect } }) => card([
    ["from row", rowLabels[rect.y]], ["from column", colLabels[rect.x]], ["mean", short(rect.at[2], 5)],
    ["measured cells", picture.map.cells ? rect.count : ""],
  ]));
  const visualMap = colorBar(...scale, [short(scale[1]), short(scale[0])], RAMP);
  return { option: plot(bottom, left, [tiles], { tooltip: tip, visualMap, grid: { ...GRID, show: true, backgroundColor: COLORS.blank, borderWidth: 0 } }) };
}
