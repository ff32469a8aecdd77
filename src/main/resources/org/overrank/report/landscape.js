// The plots of a landscape; the data are those of landscape.json.
"use strict";
{
  const data = JSON.parse(document.getElementById("data").textContent);
  const page = document.documentElement.dataset;
  const PALETTE = ["#1666b0", "#c0670a", "#00805c", "#8e44ad", "#b03a2e", "#5d6d7e", "#148f77"];
  const short = (value) => String(Number(Number(value).toPrecision(4)));
  const percent = (x) => `${Math.round(100 * x)} %`;
  const axis = (name) => ({ name, nameLocation: "middle", nameGap: 30, nameTextStyle: { color: "#55616d" } });
  const grid = { left: 8, right: 26, top: 34, bottom: 26, containLabel: true };
  const base = { animation: false, color: PALETTE, grid };
  const ranks = data.success.map((row) => String(row.searchRank));

  function success() {
    return {
      caption: "Bars from Wilson's 95 % interval.",
      option: {
        ...base,
        tooltip: { formatter: (p) => { const row = data.success[ranks.indexOf(p.name)]; return `R = ${row.searchRank}: ${row.succeeded} of ${row.runs}`; } },
        xAxis: { ...axis("search rank R"), type: "category", data: ranks },
        yAxis: { type: "value", min: 0, max: 1, axisLabel: { formatter: percent } },
        series: [
          { type: "bar", barMaxWidth: 46, data: data.success.map((row) => row.succeeded / row.runs), itemStyle: { opacity: 0.75 },
            label: { show: true, position: "insideBottom", color: "#22303c", formatter: (p) => `${data.success[p.dataIndex].succeeded}/${data.success[p.dataIndex].runs}` } },
          ...data.success.map((row) => ({
            type: "line", silent: true, z: 5, symbol: "rect", symbolSize: [12, 2], itemStyle: { color: "#22303c" }, lineStyle: { color: "#22303c", width: 1.5 },
            data: [[String(row.searchRank), row.share.low], [String(row.searchRank), row.share.high]],
          })),
        ],
      },
    };
  }

  function certified() {
    const bars = (name, key) => ({ name, type: "bar", barMaxWidth: 30, data: data.success.map((row) => row[key] / row.runs) });
    return {
      caption: `Proven to ${short(data.relativeGap)} of the best of any rank.`,
      option: {
        ...base, legend: { top: 0 },
        tooltip: { formatter: (p) => `R = ${p.name}, ${p.seriesName}: ${percent(p.value)}` },
        xAxis: { ...axis("search rank R"), type: "category", data: ranks },
        yAxis: { type: "value", min: 0, max: 1, axisLabel: { formatter: percent } },
        series: [bars("without escapes", "certified"), bars("with escapes", "certifiedWithEscape")],
      },
    };
  }

  function moves() {
    if (data.points.length === 0) return { caption: "No point was asked for." };
    const at = (point, key) => point.moves.map((move) => [move.eta, key(move) / data.lowerBound]);
    return {
      caption: "E f/ε against η: lines by formula, dots the mean over random signs, dashes the theorem's bound.",
      option: {
        ...base, legend: { top: 0, type: "scroll", data: data.points.map((point) => point.name) },
        tooltip: { formatter: (p) => `${echarts.format.encodeHTML(p.seriesName)}<br>η = ${p.value[0]}: ${short(p.value[1])}` },
        xAxis: { ...axis("η"), type: "value", min: 0, max: 1 },
        yAxis: { type: "log", axisLabel: { formatter: short } },
        series: data.points.flatMap((point, i) => {
          const color = PALETTE[i % PALETTE.length];
          return [
            { name: point.name, type: "line", showSymbol: false, color, data: at(point, (move) => move.value.exact) },
            { name: point.name, type: "scatter", symbolSize: 6, color, data: at(point, (move) => move.value.mean) },
            { name: point.name, type: "line", showSymbol: false, color, lineStyle: { type: "dashed", width: 1, opacity: 0.5 }, data: at(point, (move) => move.bound) },
          ];
        }),
      },
    };
  }

  function cross() {
    const { points, slope } = data.crossTerm;
    const mean = (f) => points.reduce((sum, p) => sum + f(p), 0) / points.length;
    const middle = Math.exp(mean((p) => Math.log(p.crossTerm)) - slope * mean((p) => Math.log(p.copies)));
    return {
      caption: `C/k at random points with the norms of (U*, V*); the line has slope ${slope.toFixed(3)}, the theory −1.`,
      option: {
        ...base,
        tooltip: { formatter: (p) => `k = ${p.value[0]}: ${short(p.value[1])}` },
        xAxis: { ...axis("k"), type: "log", logBase: 2 },
        yAxis: { type: "log", axisLabel: { formatter: short } },
        series: [
          { type: "scatter", symbolSize: 8, data: points.map((p) => [p.copies, p.crossTerm]) },
          { type: "line", showSymbol: false, silent: true, color: PALETTE[1], data: points.map((p) => [p.copies, middle * p.copies ** slope]) },
        ],
      },
    };
  }

  const charts = [];
  for (const [id, describe] of Object.entries({ success, certified, moves, cross })) {
    const figure = document.getElementById(id);
    const { caption, option } = describe();
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
    charts.push(chart);
  }
  const fit = () => charts.forEach((chart) => chart.resize());
  window.addEventListener("resize", fit);
  window.addEventListener("beforeprint", fit);
}
