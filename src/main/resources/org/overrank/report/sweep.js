// The plots of a sweep. A trial is [R, series, f/ε, gap, rank, passes, seconds, certified].
"use strict";
{
  const data = JSON.parse(document.getElementById("data").textContent);
  const page = document.documentElement.dataset;
  const [R, SERIES, VALUE, GAP, RANK, PASSES, SECONDS] = [0, 1, 2, 3, 4, 5, 6];
  const PALETTE = ["#1666b0", "#c0670a", "#00805c", "#8e44ad", "#b03a2e", "#5d6d7e", "#148f77"];
  const number = (text) => (text === "auto" ? Infinity : Number(text));
  const ranks = [...new Set(data.trials.map((trial) => trial[R]))].sort((a, b) => number(a) - number(b));
  const names = [...new Set(data.trials.map((trial) => trial[SERIES]))].sort();
  const short = (value) => String(Number(Number(value).toPrecision(4)));
  const axis = (name) => ({ name, nameLocation: "middle", nameGap: 30, nameTextStyle: { color: "#55616d" } });
  const grid = { left: 8, right: 26, top: 34, bottom: 26, containLabel: true };
  const EXACT = -1; // else lines are drawn at their place rounded to two decimals
  const legend = (all) => ({ show: all.length > 1, top: 0, type: "scroll" });

  /** The same for the same trial: a page looks alike each time. */
  const jitter = (index) => ((index * 0.6180339887498949) % 1 - 0.5) * 0.6;

  /** All trials as dots over the search rank, one column for each. */
  function dots(at, options) {
    const points = (name) => data.trials.flatMap((trial, index) => {
      const value = options.log ? Math.max(trial[at], options.least) : trial[at];
      return trial[SERIES] === name ? [[ranks.indexOf(trial[R]) + jitter(index), value, index]] : [];
    });
    return {
      caption: `${options.caption} Each dot is a trial; click it for its row.`,
      option: {
        animation: false, color: PALETTE, grid, legend: legend(names),
        tooltip: { formatter: (p) => `R = ${ranks[Math.round(p.value[0])]}: ${short(p.value[1])}<br>trial ${p.value[2] + 1}` },
        xAxis: {
          // From whole number to whole number: ticks are counted from the end of the axis.
          ...axis("search rank R"), type: "value", min: -1, max: ranks.length, interval: 1,
          axisLabel: { formatter: (x) => ranks[x] ?? "", hideOverlap: true },
          axisTick: { show: false }, splitLine: { show: false },
        },
        yAxis: { type: options.log ? "log" : "value", scale: true, minInterval: options.whole ? 1 : 0, axisLine: { show: false, onZero: false }, axisLabel: { formatter: short } },
        series: names.map((name) => ({
          name, type: "scatter", symbolSize: data.trials.length > 600 ? 3 : 6, data: points(name), itemStyle: { opacity: 0.65 },
          markLine: options.line === undefined ? undefined
            : { silent: true, symbol: "none", precision: EXACT, lineStyle: { type: "dashed", color: "#55616d" }, label: { formatter: options.lineName, position: "insideEndTop" }, data: [{ yAxis: options.line }] },
        })),
      },
    };
  }

  function success() {
    const counts = (name, key) => ranks.map((rank) => {
      const rows = data.groups.filter((row) => String(row.searchRank) === rank
        && row.solver + (row.variant ? ` ${row.variant}` : "") + (row.instance ? `, ${row.instance}` : "") === name);
      const all = rows.reduce((sum, row) => sum + row.trials, 0);
      const good = rows.reduce((sum, row) => sum + row[key], 0);
      return all === 0 ? null : { value: good / all, good, all };
    });
    const series = names.flatMap((name) => [["succeeded", "within the gap of ε"], ["withinLecture", "within 1.1 ε"], ["certified", "certified"]].map(([key, word], i) => ({
      name: names.length > 1 ? `${name}: ${word}` : word, type: "bar", data: counts(name, key), barGap: 0,
      itemStyle: { opacity: [1, 0.75, 0.5][i] },
      label: { show: ranks.length * names.length <= 12, position: "top", formatter: (p) => `${p.data.good}/${p.data.all}` },
    })));
    return {
      caption: "Within the gap asked for of the best proven lower bound ε, within 1.1 of it, and proven by themselves.",
      option: {
        animation: false, color: PALETTE, grid, legend: legend(series),
        tooltip: { formatter: (p) => `R = ${p.name}, ${p.seriesName}: ${p.data.good} of ${p.data.all}` },
        xAxis: { ...axis("search rank R"), type: "category", data: ranks },
        yAxis: { type: "value", min: 0, max: 1, axisLabel: { formatter: (x) => `${Math.round(100 * x)} %` } },
        series,
      },
    };
  }

  function curves() {
    if (data.curves.length === 0) return { caption: "No trial has a positive lower bound to compare with." };
    const least = 1e-12;
    return {
      caption: `f/ε − 1 by passes, ${data.curves.length} of ${data.trials.length} trials: certified ones blue, others orange.`,
      option: {
        animation: false, grid,
        tooltip: { formatter: (p) => `${echarts.format.encodeHTML(p.seriesName)}<br>pass ${p.value[0]}: f/ε − 1 = ${short(p.value[1])}` },
        xAxis: { ...axis("passes"), type: "value" },
        yAxis: { type: "log", axisLabel: { formatter: short } },
        series: data.curves.map((curve) => ({
          name: curve.name, type: "line", showSymbol: false, lineStyle: { width: 1.2, opacity: 0.7 }, color: curve.certified ? PALETTE[0] : PALETTE[1],
          data: curve.points.map(([passes, value]) => [passes, Math.max(value - 1, least)]),
        })),
      },
    };
  }

  function lambda() {
    const choice = data.lambdaChoice;
    if (choice === undefined) return { caption: "Nothing was held out, or there is one λ only." };
    const mark = (at, text, align) => ({ xAxis: at, label: { formatter: text, rotate: 0, align } });
    return {
      caption: "Bars are one standard error. Chosen: the least error, and the largest λ within one standard error of it.",
      option: {
        animation: false, color: PALETTE, grid,
        tooltip: { formatter: (p) => `λ = ${short(p.value[0])}: hold-out RMSE ${short(p.value[1])}` },
        xAxis: { ...axis("λ"), type: "log", axisLabel: { formatter: short } },
        yAxis: { type: "value", scale: true, axisLabel: { formatter: short } },
        series: [
          { type: "line", data: choice.points.map((p) => [p.lambda, p.holdoutRmse]), symbolSize: 6,
            markLine: { silent: true, symbol: "none", precision: EXACT, lineStyle: { type: "dashed" },
              data: choice.best === choice.oneStandardError ? [mark(choice.best, "best", "center")]
                : [mark(choice.best, "best", "right"), mark(choice.oneStandardError, "1 SE", "left")] } },
          ...choice.points.map((p) => ({ type: "line", silent: true, symbol: "none", lineStyle: { color: PALETTE[0], width: 1 },
            data: [[p.lambda, p.holdoutRmse - p.standardError], [p.lambda, p.holdoutRmse + p.standardError]] })),
        ],
      },
    };
  }

  const plots = {
    success,
    value: () => dots(VALUE, { caption: "Objective over the best proven lower bound.", log: true, least: 1, line: 1.1, lineName: "1.1" }),
    gap: () => dots(GAP, { caption: "Proven for each trial by itself.", log: true, least: 1e-16 }),
    rank: () => dots(RANK, { caption: "Numerical rank of the answers.", whole: true }),
    passes: () => dots(PASSES, { caption: "What each would have cost alone.", log: true, least: 1 }),
    seconds: () => dots(SECONDS, { caption: "From start to end of a trial, waiting for shared passes included.", log: true, least: 1e-3 }),
    curves,
    lambda,
  };
  const charts = [];
  const show = (index) => { location.hash = `t${index}`; };
  for (const [id, describe] of Object.entries(plots)) {
    const figure = document.getElementById(id);
    const { caption, option } = data.trials.length === 0 ? { caption: "No trial has ended yet." } : describe();
    figure.querySelector("figcaption span").textContent = caption;
    if (option === undefined) {
      figure.classList.add("empty");
      continue;
    }
    const chart = echarts.init(figure.querySelector(".plot"), null, { renderer: "canvas" });
    const drawn = () => {
      chart.off("finished", drawn);
      page.plotsDrawn = String(Number(page.plotsDrawn) + 1);
    };
    chart.on("finished", drawn);
    chart.setOption(option);
    if (id === "curves") chart.on("click", (p) => show(data.curves[p.seriesIndex].trial));
    else chart.on("click", (p) => { if (Array.isArray(p.value) && p.value.length === 3) show(p.value[2]); });
    charts.push(chart);
  }
  const fit = () => charts.forEach((chart) => chart.resize());
  window.addEventListener("resize", fit);
  window.addEventListener("beforeprint", fit);
}
