// Puts each plot into its figure, as SVG: sharp on paper too.
"use strict";
{
  const data = JSON.parse(document.getElementById("data").textContent);
  const plots = { objective: objectivePlot, gap: gapPlot, spectrum: spectrumPlot, gradient: gradientPlot };
  const charts = [];
  const page = document.documentElement.dataset;

  for (const [id, describe] of Object.entries(plots)) {
    const figure = document.getElementById(id);
    const { caption, option } = describe(data);
    figure.querySelector("figcaption span").textContent = caption;
    if (option === undefined) {
      figure.classList.add("empty");
      continue;
    }
    const chart = echarts.init(figure.querySelector(".plot"), null, { renderer: "svg" });
    const drawn = () => {
      chart.off("finished", drawn);
      page.plotsDrawn = String(Number(page.plotsDrawn) + 1);
    };
    chart.on("finished", drawn);
    chart.setOption(option);
    charts.push(chart);
  }

  const fit = () => charts.forEach((chart) => {
    chart.resize();
    chart.getZr().flush(); // at once: paper does not wait for the next frame
  });
  const onPaper = (printing) => { document.documentElement.classList.toggle("printing", printing); fit(); };
  window.addEventListener("resize", fit);
  window.addEventListener("beforeprint", () => onPaper(true));
  window.addEventListener("afterprint", () => onPaper(false));
}
