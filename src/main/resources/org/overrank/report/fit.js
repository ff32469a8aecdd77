// Draws the page of a fit, as SVG: sharp on paper too.
"use strict";

draw({
  path: pathPlot,
  predicted: predictedPlot,
  residuals: residualsPlot,
  before: (data) => mapPlot(data, "before"),
  after: (data) => mapPlot(data, "after"),
  objective: objectivePlot,
  gap: gapPlot,
  spectrum: spectrumPlot,
  gradient: gradientPlot,
}, JSON.parse(document.getElementById("data").textContent), "svg");
