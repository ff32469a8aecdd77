// The plots of a landscape; the data are those of landscape.json.
"use strict";
{
  const data = JSON.parse(document.getElementById("data").textContent);
  const encode = echarts.format.encodeHTML;
  const percent = (x) => `${Math.round(100 * x)} %`;
  const ranks = data.success.map((row) => String(row.searchRank));
  const rankAxis = () => axis("search rank R", { type: "category", data: ranks, nameLocation: "middle", nameGap: 30, axisLabel: { color: COLORS.text } });
  const shareAxis = () => leftAxis("", { min: 0, max: 1, axisLabel: label({ formatter: percent }) });
  const rowed = (extra) => legend({ type: "scroll", left: 60, ...extra });

  function success() {
    const bars = {
      type: "bar", barMaxWidth: 46, data: data.success.map((row) => row.succeeded / row.runs), itemStyle: { color: COLORS.main, opacity: 0.75 },
      label: { show: true, position: "insideBottom", color: "#fff", textBorderColor: "#0008", textBorderWidth: 2, formatter: (p) => `${data.success[p.dataIndex].succeeded}/${data.success[p.dataIndex].runs}` },
    };
    const spans = data.success.map((row) => ({
      type: "line", silent: true, z: 5, symbol: "rect", symbolSize: [12, 2], itemStyle: { color: COLORS.text }, lineStyle: { color: COLORS.text, width: 1.5 },
      data: [[String(row.searchRank), row.share.low], [String(row.searchRank), row.share.high]],
    }));
    const tip = tooltip((p) => { const row = data.success[ranks.indexOf(p.name)]; return `R = ${row.searchRank}: ${row.succeeded} of ${row.runs}`; });
    return { caption: "Whiskers are Wilson's 95 % interval.", option: plot(rankAxis(), shareAxis(), [bars, ...spans], { tooltip: tip }) };
  }

  function certified() {
    const bars = (name, key) => ({ name, type: "bar", barMaxWidth: 30, data: data.success.map((row) => row[key] / row.runs) });
    return {
      caption: `Proven to ${short(data.relativeGap)} of the best of any rank.`,
      option: plot(rankAxis(), shareAxis(), [bars("without escapes", "certified"), bars("with escapes", "certifiedWithEscape")], {
        legend: rowed({}), tooltip: tooltip((p) => `R = ${p.name}, ${p.seriesName}: ${percent(p.value)}`),
      }),
    };
  }

  function moves() {
    if (data.points.length === 0) return {};
    const squares = data.loss === "squared";
    const formula = (move) => (squares ? move.value.exact : move.atMost);
    const all = data.points.flatMap((point) => point.moves.flatMap((move) => [formula(move), move.value.mean, move.bound])).map((f) => f / data.lowerBound);
    const at = (point, key) => point.moves.map((move) => [move.eta, log(key(move) / data.lowerBound)]);
    return {
      caption: `E f/ε against η: lines ${squares ? "by formula" : "what it is at most, by the bound of ℓ″"}, dots the mean over random signs, dashes the theorem's bound.`,
      option: plot(bottomAxis("η", 1, { minInterval: 0 }), logAxis("", all), data.points.flatMap((point, i) => {
        const color = PALETTE[i % PALETTE.length];
        return [
          { name: point.name, type: "line", showSymbol: false, color, data: at(point, formula) },
          { name: point.name, type: "scatter", symbolSize: 6, color, data: at(point, (move) => move.value.mean) },
          { name: point.name, type: "line", showSymbol: false, color, lineStyle: { type: "dashed", width: 1, opacity: 0.5 }, data: at(point, (move) => move.bound) },
        ];
      }), {
        legend: rowed({ data: data.points.map((point) => point.name) }),
        tooltip: tooltip((p) => `${encode(p.seriesName)}<br>η = ${p.value[0]}: ${short(10 ** p.value[1], 4)}`),
      }),
    };
  }

  function cross() {
    const { points, slope } = data.crossTerm;
    if (!points.some((p) => p.crossTerm > 0)) return {};
    const mean = (f) => points.reduce((sum, p) => sum + f(p), 0) / points.length;
    const middle = Math.exp(mean((p) => Math.log(p.crossTerm)) - slope * mean((p) => Math.log(p.copies)));
    const places = points.map((p) => Math.log2(p.copies));
    const fitted = points.map((p) => middle * p.copies ** slope);
    const bottom = bottomAxis("k", Math.ceil(Math.max(...places)), { min: Math.floor(Math.min(...places)), axisLabel: label({ formatter: (place) => short(2 ** place) }) });
    return {
      caption: `C/k at random points with the norms of (U*, V*); the line has slope ${slope.toFixed(3)}, the theory −1.`,
      option: plot(bottom, logAxis("", [...points.map((p) => p.crossTerm), ...fitted]), [
        { type: "scatter", symbolSize: 8, itemStyle: { color: COLORS.main }, data: points.map((p, i) => [places[i], log(p.crossTerm), p.copies]) },
        { type: "line", showSymbol: false, silent: true, lineStyle: { color: COLORS.estimate }, data: fitted.map((f, i) => [places[i], log(f)]) },
      ], { tooltip: tooltip((p) => `k = ${p.value[2]}: ${short(10 ** p.value[1], 4)}`) }),
    };
  }

  draw({ success, certified, moves, cross }, data, "canvas");
}
