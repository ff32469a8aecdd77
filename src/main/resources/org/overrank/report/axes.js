// What the plots share: the page's colours, number formats, axes, tooltips.
"use strict";

/** Of the page as it is now, light or dark; by the names that they have in its style. */
const COLORS = {};

function useColors() {
  const style = getComputedStyle(document.documentElement);
  for (const name of ["main", "estimate", "asked", "faint", "text", "soft", "grid", "line", "panel", "blank", "few", "some", "many"]) {
    COLORS[name] = style.getPropertyValue(`--${name}`).trim();
  }
}

/** Series of several kinds, on light and on dark. */
const PALETTE = ["#3a86c8", "#cf7417", "#1d9a76", "#a264bd", "#c9503f", "#7d8c99", "#2aa3a3"];

/** Else lines are drawn at their place rounded to two decimals. */
const EXACT = -1;

const GRID = { left: 8, right: 20, top: 34, bottom: 26, containLabel: true };

/** Short text of a number, exact at a tick: 250, 0.05, 1e-3, 2.5e7. */
function short(value, digits = 3) {
  if (value === 0) return "0";
  const rounded = Number(value.toPrecision(digits));
  const magnitude = Math.abs(rounded);
  const plain = magnitude >= 1e-2 && magnitude < 1e5;
  return plain ? String(rounded) : rounded.toExponential().replace("e+", "e");
}

function label(extra) {
  return { color: COLORS.text, fontSize: 12, hideOverlap: true, formatter: (value) => short(value, 6), ...extra };
}

function axis(name, extra) {
  return {
    name,
    nameTextStyle: { color: COLORS.text, fontSize: 12 },
    axisLabel: label(),
    axisLine: { show: true, onZero: false, lineStyle: { color: COLORS.faint } },
    axisTick: { show: true },
    splitLine: { lineStyle: { color: COLORS.grid } },
    ...extra,
  };
}

/** Axis along the bottom, its name centred below. */
function bottomAxis(name, max, extra) {
  return axis(name, { type: "value", min: 0, max, minInterval: 1, nameLocation: "middle", nameGap: 30, ...extra });
}

/** Axis on the left, its name above it: a name beside it would be cut off by long labels. */
function leftAxis(name, extra) {
  const style = { color: COLORS.text, fontSize: 12, align: "left", padding: [0, 0, 2, -8] };
  return axis(name, { type: "value", scale: true, nameTextStyle: style, ...extra });
}

/** A left axis that begins at a round number below the values, not at zero. */
function roundAxis(name, values) {
  const span = Math.max(...values) - Math.min(...values);
  const step = 10 ** Math.floor(Math.log10(span));
  return leftAxis(name, span > 0 ? { min: Math.floor(Math.min(...values) / step) * step } : {});
}

/** What a log axis places: its points are log10 of the values, as the library's own log axis fails below 1e-15. */
function log(value) {
  return value === null ? null : Math.log10(value);
}

/** A left axis around the positive values, of whole decades, or of whole steps of so many that few labels do. */
function logAxis(name, values) {
  const logs = values.filter((value) => value > 0).map(log);
  const interval = Math.ceil((Math.max(...logs) - Math.min(...logs)) / 8) || 1;
  const min = Math.floor(Math.min(...logs) / interval) * interval;
  const max = Math.max(Math.ceil(Math.max(...logs) / interval) * interval, min + interval);
  return leftAxis(name, { min, max, interval, axisLabel: label({ formatter: (place) => short(10 ** place) }) });
}

/** A tooltip of lines [label, text]; the texts may hold anything. */
function card(lines) {
  const encode = echarts.format.encodeHTML;
  return lines.filter(([, text]) => text !== "" && text != null)
    .map(([label, text]) => `<div><span class="label">${encode(label)}</span> ${encode(String(text))}</div>`)
    .join("");
}

/** Dashed lines across a plot: at = [{xAxis|yAxis, text, color, position, align}]. */
function guides(at) {
  return {
    silent: true,
    symbol: "none",
    animation: false,
    precision: EXACT,
    data: at.map(({ text, color, position, align, ...where }) => ({
      ...where,
      lineStyle: { color, type: [5, 4], width: 1.2 },
      label: { show: text !== "", formatter: () => text, position, align, color, fontSize: 12, padding: [0, 4] },
    })),
  };
}

function legend(extra) {
  return { top: 0, right: 12, itemWidth: 14, itemHeight: 10, textStyle: { color: COLORS.text }, pageIconColor: COLORS.text,
    pageTextStyle: { color: COLORS.text }, ...extra };
}

function tooltip(formatter, extra) {
  return { confine: true, backgroundColor: COLORS.panel, borderColor: COLORS.line, textStyle: { color: COLORS.text }, formatter, ...extra };
}

function plot(xAxis, yAxis, series, extra) {
  return {
    animation: false,
    color: PALETTE,
    textStyle: { fontFamily: "system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif" },
    grid: GRID,
    xAxis,
    yAxis,
    series,
    ...extra,
  };
}
