// Puts each plot into its figure; a figure without anything to draw is taken away.
"use strict";

/** plots: by the id of its figure, what makes {caption, option} of data. */
function draw(plots, data, renderer) {
  const page = document.documentElement.dataset;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const charts = [];
  useColors();
  for (const { id } of document.querySelectorAll("figure:has(.plot)")) {
    const describe = plots[id] ?? (() => ({}));
    const figure = document.getElementById(id);
    const { caption, option } = describe(data);
    if (option === undefined) {
      figure.remove();
      continue;
    }
    if (caption !== undefined) figure.querySelector("figcaption span").textContent = caption;
    const chart = echarts.init(figure.querySelector(".plot"), null, { renderer });
    const drawn = () => {
      chart.off("finished", drawn);
      page.plotsDrawn = String(Number(page.plotsDrawn) + 1);
    };
    chart.on("finished", drawn);
    chart.setOption(option);
    charts.push({ id, chart, describe });
  }
  document.querySelectorAll(".plots").forEach((all) => { if (all.childElementCount === 0) all.parentElement.remove(); });

  const fit = () => charts.forEach(({ chart }) => {
    chart.resize();
    chart.getZr().flush(); // at once: paper does not wait for the next frame
  });
  const inColor = () => {
    useColors();
    charts.forEach(({ chart, describe }) => chart.setOption(describe(data).option, true));
    fit();
  };
  const onPaper = (printing) => { document.documentElement.classList.toggle("printing", printing); inColor(); };
  window.addEventListener("resize", fit);
  window.addEventListener("beforeprint", () => onPaper(true));
  window.addEventListener("afterprint", () => onPaper(false));
  dark.addEventListener("change", inColor);
  return Object.fromEntries(charts.map(({ id, chart }) => [id, chart]));
}
