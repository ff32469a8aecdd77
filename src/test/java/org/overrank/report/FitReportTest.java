package org.overrank.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.overrank.fit.SampleFits.certified;
import static org.overrank.fit.SampleFits.judged;
import static org.overrank.fit.SampleFits.longTrace;
import static org.overrank.fit.SampleFits.wideningTrace;
import static org.overrank.fit.SampleFits.with;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.overrank.fit.FitSummary;
import org.overrank.fit.TraceRow;

/** The page as text; what a browser makes of it is in {@link ReportPageTest}. */
class FitReportTest {
  private static final Pattern ELSEWHERE =
      Pattern.compile("(src|href)\\s*=\\s*[\"']?(https?:|//)|url\\((?!#|\"#)|@import");

  @Test
  void refersToNoOtherFile() {
    assertThat(FitReport.render(certified(), wideningTrace())).doesNotContainPattern(ELSEWHERE);
  }

  @Test
  void sameFitGivesSameBytes() {
    String page = FitReport.render(certified(), wideningTrace());
    assertThat(FitReport.render(certified(), wideningTrace())).isEqualTo(page);
  }

  @Test
  void theSecondLightStandsBesideTheFirst_withEveryBaseline() {
    String useful = FitReport.render(judged("yes"), wideningTrace());
    assertThat(useful)
        .contains("<section class=\"verdict proven\" id=\"usefulness\">\n<h2>Useful: the hold-out")
        .contains("<tr><th>this fit</th><td>20.4417</td><td>11.25</td><td>0.931</td></tr>")
        .contains("<tr><th>row means</th><td>28.51</td><td>17.3</td><td>0.87</td></tr>");
    assertThat(FitReport.render(judged("no"), wideningTrace()))
        .contains("class=\"verdict open\" id=\"usefulness\"");
    assertThat(FitReport.render(with(certified(), "holdoutRmse", null), wideningTrace()))
        .contains("class=\"verdict unknown\" id=\"usefulness\"", "nothing was held out to tell");
  }

  @Test
  void userTextIsEscapedEverywhere() {
    String hostile = "</script><script>alert(1)//{{data}}\u2028'\"&";
    FitSummary summary = certified();
    for (String name :
        List.of("verdict", "input", "solver", "start", "stopReason", "kind", "center", "version")) {
      summary = with(summary, name, hostile);
    }
    summary = with(summary, "warnings", List.of(hostile));
    List<TraceRow> trace = new ArrayList<>(wideningTrace());
    trace.set(3, with(with(trace.get(3), "event", hostile), "gapBound", hostile));
    String page = FitReport.render(summary, trace);
    assertThat(page).doesNotContain("<script>alert").doesNotContain("\u2028'");
    assertThat(page).contains("&lt;/script&gt;&lt;script&gt;alert(1)//{{data}}");
    String plain = FitReport.render(certified(), wideningTrace());
    assertThat(page.split("</script", -1)).hasSameSizeAs(plain.split("</script", -1));
  }

  @Test
  void numbersThatAreNoneAreDashes() {
    FitSummary summary = certified();
    for (String name :
        List.of("objective", "convexObjective", "lowerBound", "relativeGap", "nu", "seconds")) {
      summary = with(summary, name, Double.NaN);
    }
    summary = with(summary, "trainRmse", Double.POSITIVE_INFINITY);
    String page = FitReport.render(summary, longTrace(3));
    int body = page.indexOf("<body>");
    String text = page.substring(body, page.indexOf("<script", body));
    assertThat(text).doesNotContain("NaN", "Infinity").contains("<dd class=\"value\">–</dd>");
  }

  @Test
  void dataHoldsTheTraceTheBestBoundAndTheFinalGap() throws Exception {
    List<TraceRow> trace = new ArrayList<>(wideningTrace().subList(0, 40));
    trace.set(39, with(trace.get(39), "lowerBound", 0.31279));
    trace.set(39, with(trace.get(39), "gapBound", "estimate"));
    JsonNode data = JsonMapper.builder().build().readTree(PlotData.json(certified(), trace, null));
    assertThat(data.at("/trace/objective")).hasSize(40);
    assertThat(data.at("/lowerBound").doubleValue()).isCloseTo(0.31258706, within(1e-12));
    JsonNode last = data.at("/certificates").get(data.at("/certificates").size() - 1);
    assertThat(last.get("passes").intValue()).isEqualTo(100);
    assertThat(last.get("gap").doubleValue()).isEqualTo(8.2495e-4);
    assertThat(data.at("/events").findValuesAsText("text"))
        .containsExactly("search rank 16 -> 24", "search rank 24 -> 36");
  }

  @Test
  void aBoundProvenOnTheWayCounts() throws Exception {
    FitSummary summary = with(certified(), "lowerBound", 0.3);
    JsonNode data =
        JsonMapper.builder().build().readTree(PlotData.json(summary, wideningTrace(), null));
    assertThat(data.at("/lowerBound").doubleValue()).isCloseTo(0.31258706, within(1e-12));
  }

  @Test
  void longTracesAreThinnedButKeepTheirEventsAndTheirEnd() throws Exception {
    List<TraceRow> trace = new ArrayList<>(longTrace(12_347));
    trace.set(1001, with(trace.get(1001), "event", "here"));
    JsonNode data = JsonMapper.builder().build().readTree(PlotData.json(certified(), trace, null));
    JsonNode iterations = data.at("/trace/iterations");
    assertThat(iterations.size()).isBetween(500, PlotData.MOST_ROWS);
    assertThat(iterations.get(iterations.size() - 1).intValue()).isEqualTo(12_346);
    JsonNode event = data.at("/events/0");
    assertThat(iterations.get(event.get("row").intValue()).intValue()).isEqualTo(1001);
  }

  @Test
  void manyEventsAreCountedNotListed() {
    List<TraceRow> trace =
        new ArrayList<>(Collections.nCopies(300, with(longTrace(1).get(0), "event", "again")));
    assertThat(Remarks.events(trace)).contains("the first 200 of 300");
    assertThat(Remarks.events(longTrace(5))).isEmpty();
  }

  @Test
  void aMarkWithoutAPartIsAFault() {
    assertThat(Template.fill("a {{b}} c", Map.of("b", "$1 {{b}}"))).isEqualTo("a $1 {{b}} c");
    assertThatThrownBy(() -> Template.fill("{{b}}", Map.of())).hasMessageContaining("mark b");
  }
}
