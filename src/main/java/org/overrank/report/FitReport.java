package org.overrank.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.overrank.data.picture.Picture;
import org.overrank.fit.FitSummary;
import org.overrank.fit.TraceRow;

/** A finished fit as one self-contained HTML page; see the package for how it is made. */
public final class FitReport {
  /** The whole library: its smaller builds draw no rectangles between given places. */
  static final String ECHARTS = "/META-INF/resources/webjars/echarts/5.5.0/echarts.min.js";

  private FitReport() {}

  /**
   * Renders the page of a fit of whose data nothing is known.
   *
   * @param summary what the fit found
   * @param trace its iterations, in order; may be empty
   * @return an HTML document that refers to no other file, to be stored as UTF-8
   */
  public static String render(FitSummary summary, List<TraceRow> trace) {
    return render(summary, trace, null);
  }

  /**
   * Renders the page: the same arguments give the same bytes.
   *
   * @param summary what the fit found
   * @param trace its iterations, in order; may be empty
   * @param picture what is shown of its data, or null
   * @return an HTML document that refers to no other file, to be stored as UTF-8
   */
  public static String render(FitSummary summary, List<TraceRow> trace, @Nullable Picture picture) {
    Map<String, String> parts = new HashMap<>();
    parts.put("title", Html.escape(Headline.title(summary)));
    parts.put("heading", Html.escape(Headline.heading(summary)));
    parts.put("lead", Html.escape(Headline.lead(summary)));
    parts.put("formula", Html.escape(Headline.formula(summary)));
    parts.put("verdictClass", summary.proof().certified() ? "proven" : "open");
    parts.put("verdict", Html.escape(summary.proof().verdict()));
    parts.put("meaning", Html.escape(Meaning.of(summary)));
    parts.put("usefulness", SecondLight.html(summary));
    parts.put("warnings", Remarks.warnings(summary.warnings()));
    parts.put("numbers", KeyNumbers.html(summary));
    parts.put("dataPanels", DataPanels.html(summary, picture));
    parts.put("events", Remarks.events(trace));
    parts.put("settings", Settings.html(summary));
    parts.put("data", PlotData.json(summary, trace, picture));
    return page("page.html", parts, List.of("plots.js", "data.js", "fit.js"));
  }

  /** A page with its own scripts, and what all pages have. */
  static String page(String template, Map<String, String> parts, List<String> scripts) {
    parts.put("page.css", Template.resource("page.css"));
    parts.put("echarts.js", script(ECHARTS));
    for (String name : List.of("watch.js", "axes.js", "draw.js")) {
      parts.put(name, script(name));
    }
    scripts.forEach(name -> parts.put(name, script(name)));
    return Template.fill(Template.resource(template), parts);
  }

  /** Within a script element, these two would end it early; in a JavaScript string \/ is /. */
  private static String script(String resource) {
    return Template.resource(resource).replace("</script", "<\\/script").replace("<!--", "<\\!--");
  }
}
