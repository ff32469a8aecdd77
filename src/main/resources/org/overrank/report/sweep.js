// The plots of a sweep. A trial is [place along the axis, series, f/ε, gap, rank, passes, seconds, certified].
"use strict";
{
  const data = JSON.parse(document.getElementById("data").textContent);
  const [PLACE, SERIES, VALUE, GAP, RANK, PASSES, SECONDS] = [0, 1, 2, 3, 4, 5, 6];
  const { values, trials } = data;
  const names = [...new Set(trials.map((trial) => trial[SERIES]))].sort();
  const encode = echarts.format.encodeHTML;
  const along = (place) => (data.axis === "" ? "" : `${data.axis} = ${values[place]}: `);
  const named = (all) => legend({ show: all.length > 1, type: "scroll", left: 60 });

  /** Trials of one place side by side, the same for the same trial: a page looks alike each time. */
  const crowded = trials.length > values.length * names.length;
  const jitter = (index) => (crowded ? ((index * 0.6180339887498949) % 1 - 0.5) * 0.6 : 0);

  /** What a plot would show as one line. */
  const isSame = (at) => trials.every((trial) => short(trial[at]) === short(trials[0][at]));

  /** All trials as dots, one column for each value of what lies along the plots; nothing where all are the same. */
  function dots(at, options) {
    if (isSame(at)) return {};
    const floor = (value) => Math.max(value, options.least);
    const all = [...trials.map((trial) => floor(trial[at])), ...(options.line === undefined ? [] : [options.line])];
    const logarithmic = Math.max(...all) >= 10 * Math.min(...all) && !options.whole;
    const place = (value) => (logarithmic ? log(floor(value)) : value);
    const points = (name) => trials.flatMap((trial, index) =>
      (trial[SERIES] === name ? [[trial[PLACE] + jitter(index), place(trial[at]), index]] : []));
    const tip = tooltip(({ value }) => `${encode(along(Math.round(value[0])))}${short(trials[value[2]][at], 4)}<br>trial ${value[2] + 1}`);
    // From whole number to whole number: ticks are counted from the end of the axis.
    const bottom = bottomAxis(data.axis, values.length, {
      min: -1, interval: 1, axisTick: { show: false }, splitLine: { show: false },
      axisLabel: label({ formatter: (x) => values[x] ?? "" }),
    });
    const left = logarithmic ? logAxis("", all) : leftAxis("", { minInterval: options.whole ? 1 : 0 });
    const series = names.map((name) => ({
      name, type: "scatter", symbolSize: trials.length > 600 ? 3 : 6, data: points(name), itemStyle: { opacity: 0.65 },
      markLine: options.line === undefined ? undefined
        : guides([{ yAxis: place(options.line), text: String(options.line), color: COLORS.soft, position: "insideEndTop" }]),
    }));
    return { caption: `${options.caption} Each dot is a trial; click it for its row.`, option: plot(bottom, left, series, { tooltip: tip, legend: named(names) }) };
  }

  /** Nothing where all trials do, or none does. */
  function success() {
    const COUNTS = [[3, "within the gap of ε"], [4, "within 1.1 ε"], [5, "certified"]];
    const [all, ...others] = data.shares.flatMap((share) => COUNTS.map(([at]) => share[at] / share[2]));
    if (others.every((other) => other === all)) return {};
    const counts = (name, at) => values.map((_, place) => {
      const rows = data.shares.filter((share) => share[0] === place && share[1] === name);
      const total = rows.reduce((sum, row) => sum + row[2], 0);
      const good = rows.reduce((sum, row) => sum + row[at], 0);
      return total === 0 ? null : { value: good / total, good, total };
    });
    const series = names.flatMap((name) => COUNTS.map(([at, word], i) => ({
      name: names.length > 1 ? `${name}: ${word}` : word, type: "bar", data: counts(name, at), barGap: 0,
      itemStyle: { opacity: [1, 0.75, 0.5][i] },
      label: { show: values.length * names.length <= 6, position: "top", color: COLORS.text, formatter: (p) => `${p.data.good}/${p.data.total}` },
    })));
    const tip = tooltip((p) => `${encode(along(p.dataIndex) + p.seriesName)}: ${p.data.good} of ${p.data.total}`);
    const bottom = axis(data.axis, { type: "category", data: values, nameLocation: "middle", nameGap: 30, axisLabel: { color: COLORS.text, hideOverlap: true } });
    const left = leftAxis("", { min: 0, max: 1, axisLabel: label({ formatter: (x) => `${Math.round(100 * x)} %` }) });
    return {
      caption: "Within the gap asked for of the best proven lower bound ε, within 1.1 of it, and proven by themselves.",
      option: plot(bottom, left, series, { tooltip: tip, legend: named(series), grid: { ...GRID, top: 52 } }),
    };
  }

  function curves() {
    if (data.curves.length === 0) return {};
    const least = 1e-12;
    const above = (value) => Math.max(value - 1, least);
    const series = data.curves.map((curve) => {
      const color = curve.certified ? COLORS.main : COLORS.estimate;
      return {
        name: curve.name, type: "line", showSymbol: curve.points.length < 2, symbolSize: 4, itemStyle: { color }, lineStyle: { color, width: 1.2, opacity: 0.7 },
        data: curve.points.map(([passes, value]) => [passes, log(above(value))]),
      };
    });
    const most = Math.max(1, ...data.curves.flatMap((curve) => curve.points.map(([passes]) => passes)));
    const tip = tooltip((p) => `${encode(p.seriesName)}<br>pass ${p.value[0]}: f/ε − 1 = ${short(10 ** p.value[1], 4)}`);
    return {
      caption: `f/ε − 1 by passes, ${data.curves.length} of ${trials.length} trials: certified ones blue, others orange.`,
      option: plot(bottomAxis("passes", most), logAxis("", data.curves.flatMap((curve) => curve.points.map(([, value]) => above(value)))), series, { tooltip: tip }),
    };
  }

  function lambda() {
    const choice = data.lambdaChoice;
    if (choice === undefined) return {};
    const logs = choice.points.map((p) => log(p.lambda));
    const [least, most] = [Math.min(...logs), Math.max(...logs)];
    const room = 0.05 * (most - least);
    const mark = (at, text, align) => ({ xAxis: log(at), text, color: COLORS.asked, position: "end", align });
    const line = {
      type: "line", data: choice.points.map((p) => [log(p.lambda), p.holdoutError, p.lambda]), symbol: "circle", symbolSize: 6,
      itemStyle: { color: COLORS.main }, lineStyle: { color: COLORS.main, width: 2 },
      markLine: guides(choice.best === choice.oneStandardError ? [mark(choice.best, "best", "center")]
        : [mark(choice.best, "best", "right"), mark(choice.oneStandardError, "1 SE", "left")]),
    };
    const bars = choice.points.map((p) => ({
      type: "line", silent: true, symbol: "none", lineStyle: { color: COLORS.main, width: 1 },
      data: [[log(p.lambda), p.holdoutError - p.standardError], [log(p.lambda), p.holdoutError + p.standardError]],
    }));
    const tip = tooltip((p) => `λ = ${short(p.value[2], 4)}: hold-out ${choice.measure} ${short(p.value[1], 5)}`);
    const bottom = bottomAxis("λ", most + room, {
      min: least - room, minInterval: 0, axisLabel: label({ formatter: (place) => short(10 ** place, 2), showMinLabel: false, showMaxLabel: false }),
    });
    return {
      caption: "Bars are one standard error. Chosen: the least error, and the largest λ within one standard error of it.",
      option: plot(bottom, leftAxis(choice.measure), [line, ...bars], { tooltip: tip, grid: { ...GRID, top: 46 } }),
    };
  }

  const NAMES = [[VALUE, "f / ε"], [GAP, "gap"], [RANK, "rank"], [PASSES, "passes"]];
  const same = trials.length < 2 ? [] : NAMES.filter(([at]) => isSame(at))
    .map(([at, name]) => `${name} ${short(trials[0][at])}`);
  if (same.length === 0) document.getElementById("same").remove();
  else document.getElementById("same").textContent = `The same in all trials: ${same.join(", ")}.`;

  const charts = draw(trials.length === 0 ? {} : {
    lambda,
    success,
    value: () => dots(VALUE, { caption: "Objective over the best proven lower bound.", least: 1, line: 1.1 }),
    gap: () => dots(GAP, { caption: "Proven for each trial by itself.", least: 1e-16 }),
    rank: () => dots(RANK, { caption: "Numerical rank of the answers.", least: 0, whole: true }),
    passes: () => dots(PASSES, { caption: "What each would have cost alone.", least: 1 }),
    seconds: () => dots(SECONDS, { caption: "From start to end of a trial, waiting for shared passes included.", least: 1e-3 }),
    curves,
  }, data, "canvas");
  const show = (index) => { location.hash = `t${index}`; };
  for (const [id, chart] of Object.entries(charts)) {
    if (id === "curves") chart.on("click", (p) => show(data.curves[p.seriesIndex].trial));
    else if (id !== "success" && id !== "lambda") chart.on("click", (p) => { if (Array.isArray(p.value)) show(p.value[2]); });
  }
}
