package org.overrank.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.overrank.data.picture.SamplePictures.ofCells;
import static org.overrank.fit.SampleFits.certified;
import static org.overrank.fit.SampleFits.chosen;
import static org.overrank.fit.SampleFits.longTrace;
import static org.overrank.fit.SampleFits.stallingTrace;
import static org.overrank.fit.SampleFits.uncertified;
import static org.overrank.fit.SampleFits.wideningTrace;
import static org.overrank.fit.SampleFits.with;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overrank.fit.FitSummary;
import org.overrank.fit.TraceRow;
import org.overrank.sweep.SampleTrials;
import org.overrank.sweep.TrialResult;

/** The page in a browser: no error, every plot drawn. */
class ReportPageTest {
  private static final String HOSTILE =
      "</script><script>alert(1)</script><img src=x onerror=y>\"'&";
  private static final String POINT_AT_THE_SIXTH =
      """
      <script>
      for (const plot of document.querySelectorAll(".plot")) {
        echarts.getInstanceByDom(plot).dispatchAction({ type: "showTip", seriesIndex: 0, dataIndex: 5 });
      }
      </script>\
      """;
  private static final Pattern FIGURE =
      Pattern.compile("<figure id=\"(\\w+)\"([^>]*)>(.*?)</figure>", Pattern.DOTALL);
  private static final Pattern MARK =
      Pattern.compile(
          "<path[^>]*\"(#0072b2|#d55e00|#22a884|rgba?\\([0-9,]+\\))\"", Pattern.CASE_INSENSITIVE);

  private static Tab tab;
  private Path folder;

  @BeforeAll
  static void open(@TempDir Path profile) throws Exception {
    tab = Chromium.find().tab(profile);
  }

  @AfterAll
  static void close() {
    if (tab != null) {
      tab.close();
    }
  }

  @BeforeEach
  void useFolder(@TempDir Path temporary) {
    folder = temporary;
  }

  @Test
  void everyPlotOfACertifiedRunIsDrawn() throws Exception {
    assertThat(drawn(open(FitReport.render(certified(), wideningTrace()))))
        .containsExactly("objective", "gap", "spectrum", "gradient");
  }

  @Test
  void everyPanelOfTheDataIsDrawn_hostileIdsStayText() throws Exception {
    for (int predictions : new int[] {1, 900, 30_000}) {
      String dom = open(FitReport.render(chosen(), wideningTrace(), ofCells(predictions, HOSTILE)));
      assertThat(drawn(dom))
          .containsExactly(
              "path",
              "predicted",
              "residuals",
              "before",
              "after",
              "objective",
              "gap",
              "spectrum",
              "gradient");
      assertThat(dom.replaceAll("(?s)<script.*?</script>", "")).doesNotContain("<img");
    }
  }

  /** Beside the charting library a page has some hundred kilobytes at most. */
  @Test
  void pagesStaySmall() {
    String page = FitReport.render(chosen(), longTrace(50_000), ofCells(200_000, HOSTILE));
    String plain = FitReport.render(certified(), longTrace(1));
    assertThat(page.length() - plain.length()).isLessThan(300_000);
  }

  @Test
  void everyPlotOfAnUncertifiedRunIsDrawn() throws Exception {
    assertThat(drawn(open(FitReport.render(uncertified(), stallingTrace())))).hasSize(4);
  }

  @Test
  void oneRowIsEnough() throws Exception {
    assertThat(drawn(open(FitReport.render(certified(), longTrace(1))))).hasSize(4);
  }

  @Test
  void withoutATraceTheFinalGapAndTheSpectrumAreLeft() throws Exception {
    assertThat(drawn(open(FitReport.render(certified(), List.of()))))
        .containsExactly("gap", "spectrum");
  }

  private static List<JsonNode> trials(int count) {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> lines = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      ObjectNode line = json.createObjectNode();
      double lambda = 0.01 * (1 + k % 3);
      line.put("trial", HOSTILE + k).put("instance", "").put("lambda", lambda);
      line.put("solver", k % 2 == 0 ? "scaled-lbfgs" : HOSTILE).put("start", "gaussian");
      line.put("searchRankAsked", k % 5 == 4 ? "auto" : Integer.toString(1 + k % 5));
      line.put("objective", 1.0 + k % 7).put("convexObjective", 1.0 + k % 7);
      line.put("lowerBound", 0.99).put("relativeGap", 0.01 * (k % 7)).put("rank", k % 4);
      line.put("passes", 20 + k % 90).put("seconds", 0.5).put("certified", k % 7 == 0);
      line.put("holdoutRmse", 2 + lambda).put("heldOut", 100).put("stopReason", "certified");
      line.putArray("curvePasses").add(1).add(9);
      line.putArray("curveObjective").add(5.0).add(1.0 + k % 7);
      lines.add(line);
    }
    return lines;
  }

  private static String sweepPage(int count) {
    List<TrialResult> results = SampleTrials.with(trials(count));
    return SweepReport.render(HOSTILE, SweepDigest.of(results, count), results, null);
  }

  @Test
  void aSweepsPlotsAreDrawn_ofOneTrialAndOfFiveThousand_butThoseThatAreTheSameForAll()
      throws Exception {
    for (int count : new int[] {1, 40, 5000}) {
      String page = load(sweepPage(count));
      assertThat(page).contains("data-errors=\"0\"");
      assertThat(page).contains("data-plots-drawn=\"" + (count == 1 ? 2 : 7) + "\"");
      assertThat(page).doesNotContain("<img src=x");
      assertThat(page).contains("id=\"t" + (count - 1) + "\"");
    }
  }

  @Test
  void fiveThousandRowsAreDrawn() throws Exception {
    assertThat(drawn(open(FitReport.render(certified(), longTrace(5000))))).hasSize(4);
  }

  @Test
  void theZeroMatrixHasNoSpectrumAndNoGradientToDraw() throws Exception {
    FitSummary zero = certified();
    for (String name : List.of("objective", "convexObjective", "lowerBound", "relativeGap", "nu")) {
      zero = with(zero, name, 0.0);
    }
    zero = with(with(zero, "rank", 0), "singularValues", List.of(0.0, 0.0));
    TraceRow row = with(with(longTrace(1).get(0), "objective", 0.0), "gradientNorm", 0.0);
    assertThat(drawn(open(FitReport.render(zero, List.of(row)))))
        .containsExactly("objective", "gap");
  }

  @Test
  void hostileTextStaysText() throws Exception {
    FitSummary hostile = certified();
    for (String name : List.of("input", "verdict", "solver", "stopReason", "kind", "version")) {
      hostile = with(hostile, name, HOSTILE);
    }
    hostile = with(hostile, "warnings", List.of(HOSTILE, "line\u2028separator \u0000 \ud800"));
    List<TraceRow> trace = new ArrayList<>(wideningTrace());
    trace.set(5, with(trace.get(5), "event", HOSTILE));
    String dom = open(FitReport.render(hostile, trace));
    assertThat(drawn(dom)).hasSize(4);
    String shown = dom.replaceAll("(?s)<script.*?</script>", "");
    assertThat(shown).doesNotContain("<img").contains("&lt;img src=x onerror=y&gt;");
  }

  @Test
  void tooltipsOpenAndShowHostileTextAsText() throws Exception {
    List<TraceRow> trace = new ArrayList<>(wideningTrace());
    trace.set(5, with(trace.get(5), "event", HOSTILE));
    String page = FitReport.render(certified(), trace) + POINT_AT_THE_SIXTH;
    String shown = open(page).replaceAll("(?s)<script.*?</script>", "");
    String label = "<span class=\"label\">";
    assertThat(shown).contains(label + "iteration</span> 5<", label + "rests on</span> exact");
    assertThat(shown).contains(label + "σ</span>", label + "‖∇f‖</span>");
    assertThat(shown).contains(label + "event</span> &lt;/script&gt;").doesNotContain("<img");
  }

  @Test
  void anErrorOnThePageIsCounted() throws Exception {
    String page = FitReport.render(certified(), wideningTrace());
    String broken = page.replace("describe(data)", "describe(data.missing)");
    assertThat(broken).isNotEqualTo(page);
    String root = load(broken).lines().skip(1).findFirst().orElseThrow();
    assertThat(root).contains("data-errors=\"1\"", "data-plots-drawn=\"0\"");
  }

  /** Opens a page that must have no error, and must have drawn what it said it would. */
  private String open(String page) throws Exception {
    String dom = load(page);
    assertThat(dom).contains("data-errors=\"0\"");
    assertThat(dom).contains("data-plots-drawn=\"" + drawn(dom).size() + "\"");
    return dom;
  }

  private String load(String page) throws Exception {
    Path file = Files.writeString(Files.createTempFile(folder, "report", ".html"), page);
    return tab.document(file);
  }

  /** The figures with a plot; each of them shows lines, dots or tiles of data. */
  private static List<String> drawn(String dom) {
    List<String> names = new ArrayList<>();
    Matcher figure = FIGURE.matcher(dom);
    while (figure.find()) {
      if (figure.group(3).contains("class=\"plot\"")) {
        assertThat(MARK.matcher(figure.group(3)).find()).as(figure.group(1)).isTrue();
        assertThat(figure.group(3)).doesNotContain("NaN", "undefined", "Infinity");
        names.add(figure.group(1));
      }
    }
    return names;
  }
}
