// Counts what goes wrong, on <html data-errors data-plots-drawn>, where a test reads it.
"use strict";
{
  const page = document.documentElement.dataset;
  page.errors = "0";
  page.plotsDrawn = "0";
  const count = () => { page.errors = String(Number(page.errors) + 1); };
  for (const event of ["error", "unhandledrejection", "securitypolicyviolation"]) {
    window.addEventListener(event, count, true);
  }
  for (const level of ["error", "warn"]) {
    const write = console[level];
    console[level] = (...message) => { count(); write.apply(console, message); };
  }
}
