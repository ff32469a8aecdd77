package org.overrank.report;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.overrank.data.picture.SamplePictures.ofCells;
import static org.overrank.data.picture.SamplePictures.ofMeasurements;
import static org.overrank.fit.SampleFits.certified;
import static org.overrank.fit.SampleFits.chosen;
import static org.overrank.fit.SampleFits.wideningTrace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overrank.data.picture.Histogram;
import org.overrank.data.picture.Picture;
import org.overrank.sweep.SampleTrials;
import org.overrank.sweep.TrialResult;

/** Where things stand in the pages' plots, as the browser has drawn them. */
final class DrawnPlotsTest {
  private static final List<String> RANKS = List.of("1", "2", "4", "16", "auto");
  private static final String NARROW = "<style>body { width: 400px; padding: 8px; }</style>";

  private static Tab tab;

  @TempDir Path folder;

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

  private static List<JsonNode> trials() {
    List<JsonNode> lines = new ArrayList<>();
    for (int k = 0; k < 60; k++) {
      ObjectNode line = new ObjectMapper().createObjectNode();
      double lambda = 4e-4 * Math.pow(1.87654321, k % 4);
      String rank = RANKS.get(k % RANKS.size());
      line.put("trial", "R=" + rank + " lambda=" + lambda + " solver=scaled-lbfgs seed=" + k);
      line.put("instance", "").put("lambda", lambda).put("solver", "scaled-lbfgs");
      line.put("start", "gaussian").put("searchRankAsked", rank);
      line.put("objective", 1.0 + k % 7).put("convexObjective", 1.0 + k % 7);
      line.put("lowerBound", 0.99).put("relativeGap", Math.pow(10, -3 - k % 11));
      line.put("rank", k % 4).put("passes", 20 + 1000 * k).put("seconds", 0.5 * k);
      line.put("certified", true).put("heldOut", 100).put("stopReason", "certified");
      line.put("holdoutRmse", 2 + Math.abs(k % 4 - 1));
      line.putArray("curvePasses").add(1).add(9);
      line.putArray("curveObjective").add(5.0).add(1.0 + k % 7);
      lines.add(line);
    }
    return lines;
  }

  private DrawnPlots sweep(String more) throws Exception {
    List<TrialResult> results = SampleTrials.with(trials());
    SweepDigest digest = SweepDigest.of(results, results.size());
    return drawn(SweepReport.render("a sweep", digest, results, null) + more);
  }

  private DrawnPlots drawn(String page) throws Exception {
    Path file =
        Files.writeString(
            Files.createTempFile(folder, "report", ".html"), page + DrawnPlots.SCRIPT);
    return DrawnPlots.of(tab.document(file));
  }

  /** The labels of an axis along the bottom: the lowest but its name. */
  private static List<JsonNode> bottomLabels(DrawnPlots plots, String figure) {
    double lowest =
        plots.texts(figure).stream()
            .filter(text -> RANKS.contains(text.path("text").asText()))
            .mapToDouble(text -> text.path("top").asDouble())
            .max()
            .orElseThrow();
    return plots.texts(figure).stream()
        .filter(text -> Math.abs(text.path("top").asDouble() - lowest) < 2)
        .toList();
  }

  @Test
  void dotsStandOverTheirOwnRank() throws Exception {
    DrawnPlots plots = sweep("");
    List<JsonNode> lines = trials();
    for (String figure : List.of("value", "gap", "rank", "passes", "seconds")) {
      List<JsonNode> labels = bottomLabels(plots, figure);
      assertThat(labels).extracting(label -> label.path("text").asText()).isEqualTo(RANKS);
      JsonNode dots = plots.figure(figure).path("data").path(0);
      assertThat(dots).hasSize(lines.size());
      for (JsonNode dot : dots) {
        double x = dot.path("pixel").path(0).asDouble();
        String nearest =
            labels.stream()
                .min(Comparator.comparingDouble(label -> Math.abs(DrawnPlots.middle(label) - x)))
                .orElseThrow()
                .path("text")
                .asText();
        JsonNode trial = lines.get(dot.path("value").path(2).asInt());
        assertThat(nearest).as(figure).isEqualTo(trial.path("searchRankAsked").asText());
      }
    }
  }

  @Test
  void theBarsOfARankStandAroundItsLabel() throws Exception {
    DrawnPlots plots = sweep("");
    List<JsonNode> labels = bottomLabels(plots, "success");
    assertThat(labels).extracting(label -> label.path("text").asText()).isEqualTo(RANKS);
    double step = DrawnPlots.middle(labels.get(1)) - DrawnPlots.middle(labels.get(0));
    double width = plots.figure("success").path("width").asDouble();
    double left = DrawnPlots.middle(labels.get(0)) - step / 2;
    double right = DrawnPlots.middle(labels.get(RANKS.size() - 1)) + step / 2;
    // Bands fill the plot, and labels are in their middle.
    assertThat(left).isBetween(8.0, 60.0);
    assertThat(right).isBetween(width - 40, width - 8);
  }

  @Test
  void theChosenWeightIsDrawn_whereItIs() throws Exception {
    DrawnPlots plots = sweep("");
    JsonNode points = plots.figure("lambda").path("data").path(0);
    assertThat(points).hasSize(4);
    List<JsonNode> marks = plots.uprights("lambda");
    assertThat(marks).isNotEmpty();
    List<String> names =
        plots.texts("lambda").stream().map(text -> text.path("text").asText()).toList();
    assertThat(names).containsAnyOf("best", "1 SE");
    double best = points.path(1).path("pixel").path(0).asDouble();
    assertThat(marks)
        .anySatisfy(m -> assertThat(DrawnPlots.middle(m)).isCloseTo(best, within(2.0)));
  }

  @Test
  void everyTileIsDrawnWhereItIs_andNoneWhereNothingWasMeasured() throws Exception {
    DrawnPlots plots = drawn(FitReport.render(chosen(), wideningTrace(), ofCells(3000, "")));
    for (String figure : List.of("before", "after")) {
      JsonNode tiles = plots.figure(figure).path("data").path(0);
      assertThat(tiles).hasSize(figure.equals("after") ? 60 * 40 : 60 * 40 * 3 / 4);
      List<JsonNode> rects = plots.rectangles(figure);
      assertThat(rects).hasSameSizeAs(tiles);
      double width = DrawnPlots.width(rects.get(0));
      for (int k = 0; k < rects.size(); k++) {
        JsonNode value = tiles.path(k).path("value");
        double column = Math.floor(value.path(0).asDouble());
        double row = Math.floor(value.path(1).asDouble());
        assertThat(value.path(2).asDouble()).isEqualTo(10 * row + column);
        assertThat(figure.equals("after") || (row + column) % 4 != 0).isTrue();
        assertThat(DrawnPlots.width(rects.get(k))).isCloseTo(width, within(1.01));
        JsonNode pixel = tiles.path(k).path("pixel");
        assertThat(DrawnPlots.middle(rects.get(k)))
            .isCloseTo(pixel.path(0).asDouble(), within(1.01));
        assertThat(DrawnPlots.height(rects.get(k)) / 2 + rects.get(k).path("top").asDouble())
            .isCloseTo(pixel.path(1).asDouble(), within(1.01));
      }
      // The first row is at the top.
      assertThat(tiles.path(0).path("pixel").path(1).asDouble())
          .isLessThan(tiles.path(tiles.size() - 1).path("pixel").path(1).asDouble());
    }
  }

  @Test
  void barsAndSquaresStandOverTheirBins() throws Exception {
    Picture picture = ofCells(3000, "");
    DrawnPlots plots = drawn(FitReport.render(chosen(), wideningTrace(), picture));
    Histogram residuals = picture.predictions().residuals();
    JsonNode bars = plots.figure("residuals").path("data").path(0);
    assertThat(bars).hasSameSizeAs(residuals.counts());
    List<JsonNode> drawn = plots.rectangles("residuals");
    double bottom = drawn.get(0).path("bottom").asDouble();
    for (int bin = 0; bin < bars.size(); bin++) {
      JsonNode bar = bars.path(bin);
      double middle = residuals.start() + (bin + 0.5) * residuals.width();
      assertThat(bar.path("value").path(0).asDouble()).isCloseTo(middle, within(1e-9));
      assertThat(bar.path("value").path(1).asLong()).isEqualTo(residuals.counts().get(bin));
      assertThat(DrawnPlots.middle(drawn.get(bin)))
          .isCloseTo(bar.path("pixel").path(0).asDouble(), within(1.51));
      assertThat(drawn.get(bin).path("top").asDouble())
          .isCloseTo(bar.path("pixel").path(1).asDouble(), within(1.51));
      assertThat(drawn.get(bin).path("bottom").asDouble()).isCloseTo(bottom, within(1.01));
    }
    JsonNode squares = plots.figure("predicted").path("data").path(0);
    assertThat(squares).hasSameSizeAs(requireNonNull(picture.predictions().density()).squares());
    List<JsonNode> rects = plots.rectangles("predicted");
    for (int k = 0; k < squares.size(); k++) {
      JsonNode pixel = squares.path(k).path("pixel");
      assertThat(DrawnPlots.middle(rects.get(k))).isCloseTo(pixel.path(0).asDouble(), within(1.01));
    }
  }

  @Test
  void theChosenLambdaOfAFitIsDrawnWhereItIs_firstOfAllPanels() throws Exception {
    DrawnPlots plots = drawn(FitReport.render(chosen(), wideningTrace(), ofCells(300, "")));
    assertThat(plots.figures()).startsWith("path", "predicted", "residuals", "before", "after");
    JsonNode points = plots.figure("path").path("data").path(0);
    assertThat(points).hasSize(5);
    double chosen = points.path(1).path("pixel").path(0).asDouble();
    assertThat(plots.uprights("path"))
        .anySatisfy(line -> assertThat(DrawnPlots.middle(line)).isCloseTo(chosen, within(2.0)));
    assertThat(points.path(0).path("value").path(1).asDouble()).isEqualTo(33);
  }

  /** Sensing: predictions, residuals, the matrix; no table of rows. */
  @Test
  void otherMeasurementsHaveThePanelsThatMakeSense() throws Exception {
    String page = FitReport.render(certified(), wideningTrace(), ofMeasurements(500));
    assertThat(page).doesNotContain("id=\"worstRows\"").doesNotContain("id=\"before\"");
    assertThat(drawn(page).figures())
        .containsExactly(
            "predicted", "residuals", "after", "objective", "gap", "spectrum", "gradient");
  }

  @Test
  void theAskedGapAndTheRankAreDrawn() throws Exception {
    DrawnPlots plots = drawn(FitReport.render(certified(), wideningTrace()));
    assertThat(plots.levels("gap")).isNotEmpty();
    assertThat(plots.uprights("spectrum")).hasSize(2);
  }

  /** Wide and narrow: every text lies within its plot. */
  @Test
  void noTextIsCut() throws Exception {
    for (String width : List.of("", NARROW)) {
      inside(sweep(width));
      inside(drawn(FitReport.render(certified(), wideningTrace()) + width));
      String name = "a sensor of a long name, number ";
      inside(drawn(FitReport.render(chosen(), wideningTrace(), ofCells(3000, name)) + width));
      inside(drawn(FitReport.render(chosen(), wideningTrace(), ofCells(30, "")) + width));
    }
  }

  private static void inside(DrawnPlots plots) {
    assertThat(plots.figures()).hasSizeGreaterThan(3);
    for (String figure : plots.figures()) {
      JsonNode size = plots.figure(figure);
      for (JsonNode text : plots.texts(figure)) {
        String what = figure + ": " + text;
        assertThat(text.path("left").asDouble()).as(what).isGreaterThan(-1);
        assertThat(text.path("top").asDouble()).as(what).isGreaterThan(-1);
        assertThat(text.path("right").asDouble())
            .as(what)
            .isLessThan(size.path("width").asDouble() + 1);
        assertThat(text.path("bottom").asDouble())
            .as(what)
            .isLessThan(size.path("height").asDouble() + 1);
      }
    }
  }

  @Test
  void aTrialsNameStaysReadableOnANarrowScreen() throws Exception {
    JsonNode cell = sweep(NARROW).cell();
    assertThat(cell.path("height").asDouble()).isBetween(10.0, 120.0);
    assertThat(cell.path("width").asDouble()).isGreaterThan(150);
  }

  @Test
  void namesGiveNumbersAtFourDigits() {
    assertThat(Numbers.shortened("R=3 lambda=1.2345678901E-4 solver=als seed=12345"))
        .isEqualTo("R=3 lambda=1.235e-4 solver=als seed=12345");
    assertThat(Set.of("lambda=0.25", "lambda=10", "completion --noise 0.123456"))
        .allMatch(text -> Numbers.shortened(text).equals(text));
  }
}
