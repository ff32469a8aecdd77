package org.overrank.report;

import java.util.List;
import org.overrank.fit.TraceRow;

/** Lists of remarks: warnings, and what happened on the way. Each is empty where nothing is. */
final class Remarks {
  /** More events than this are counted, not listed. */
  static final int MOST_EVENTS = 200;

  private Remarks() {}

  static String warnings(List<String> warnings) {
    return section("warnings", "Warnings", "ul", warnings.stream().map(Html::escape).toList());
  }

  static String events(List<TraceRow> trace) {
    List<TraceRow> rows = PlotData.withEvents(trace);
    List<String> shown = rows.stream().limit(MOST_EVENTS).map(Remarks::line).toList();
    String rest =
        rows.size() > MOST_EVENTS ? " (the first " + MOST_EVENTS + " of " + rows.size() + ")" : "";
    return section("events", "Events, numbered as in the first plot" + rest, "ol", shown);
  }

  private static String line(TraceRow row) {
    return "pass " + Numbers.count(row.passes()) + ": " + Html.escape(row.event());
  }

  private static String section(String name, String heading, String list, List<String> items) {
    if (items.isEmpty()) {
      return "";
    }
    String lines = String.join("</li>\n<li>", items);
    return """
        <section class="remarks %s" id="%s">
        <h2>%s</h2>
        <%s>
        <li>%s</li>
        </%s>
        </section>"""
        .formatted(name, name, heading, list, lines, list);
  }
}
