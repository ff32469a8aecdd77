package org.overrank.report;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.overrank.data.picture.HeatMap;
import org.overrank.data.picture.LineErrors;
import org.overrank.data.picture.Picture;
import org.overrank.data.picture.Predictions;
import org.overrank.fit.ChosenLambda;
import org.overrank.fit.FitSummary;
import org.overrank.fit.LambdaRule;
import org.overrank.linalg.EnumWords;

/** The panels about the data: only those that there is something to show in. */
final class DataPanels {
  private final StringBuilder html = new StringBuilder();

  private DataPanels() {}

  /**
   * The panels.
   *
   * @param summary what the fit found
   * @param picture what is known of its data, or null
   * @return a section, or nothing
   */
  static String html(FitSummary summary, @Nullable Picture picture) {
    DataPanels panels = new DataPanels();
    panels.addPath(summary.choice());
    if (picture != null) {
      boolean cells = summary.problem().kind().equals("entries");
      panels.addPredictions(picture.predictions(), cells);
      panels.addMaps(picture.map());
      panels.addWorst(picture.predictions());
    }
    return panels.html.isEmpty()
        ? ""
        : "<section id=\"data-panels\">\n<h2>The data, and how they are predicted</h2>\n"
            + "<div class=\"plots\">\n"
            + panels.html
            + "</div>\n</section>";
  }

  private void addPath(Optional<ChosenLambda> choice) {
    if (choice.isPresent() && choice.get().lambdaPath().size() > 1) {
      figure(
          "path",
          "Errors by λ",
          String.format(
              Locale.ROOT,
              "%d λ were tried, from the largest down, in %s passes; taken: the largest whose"
                  + " hold-out error is %s",
              choice.get().lambdaPath().size(),
              Numbers.count(choice.get().pathPasses()),
              choice.get().lambdaRule().equals(EnumWords.of(LambdaRule.BEST))
                  ? "the least, to three digits"
                  : "within one standard error of the least"));
    }
  }

  private void addPredictions(Predictions of, boolean cells) {
    if (of.shown() == 0) {
      return;
    }
    String what = Numbers.count(of.count()) + (of.heldOut() ? " held-out " : " fitted ");
    String on = "on " + what + (cells ? "cells" : "measurements");
    String seen =
        of.heldOut()
            ? ", which the fit has not seen"
            : ", as nothing was held out"
                + (cells ? "" : "; where they have weights, times the roots of those");
    String sample =
        of.shown() < of.count()
            ? "; " + Numbers.count(of.shown()) + " of them, at random, are shown"
            : "";
    long beyond = of.density() == null ? 0 : of.density().beyond();
    String outside = beyond > 0 ? "; " + Numbers.count(beyond) + " lie outside" : "";
    figure(
        "predicted",
        "Predicted against measured",
        on + seen + sample + outside + "; exact on the dashed line");
    figure("residuals", "Residuals", "predicted less measured, " + on + out(of));
  }

  private static String out(Predictions of) {
    long below = of.residuals().below();
    long above = of.residuals().above();
    String bins = "; bars are " + Numbers.value(of.residuals().width()) + " wide";
    return below + above == 0
        ? bins
        : bins + "; " + Numbers.count(below) + " lie below and " + Numbers.count(above) + " above";
  }

  private void addMaps(HeatMap map) {
    String tiles = tiles(map);
    if (map.hasCells()) {
      figure(
          "before",
          "The matrix as it was measured",
          "means of the measured cells " + tiles + "; blank where none was measured");
      figure(
          "after",
          "The matrix completed",
          "measured cells as they are, all others as predicted; the same tiles and colours");
    } else {
      figure("after", "The matrix that was found", "means of the cells " + tiles);
    }
  }

  private static String tiles(HeatMap map) {
    long rowTiles = map.rowLabels().size();
    long colTiles = map.colLabels().size();
    boolean single = rowTiles == map.rows() && colTiles == map.cols();
    return single
        ? "of single rows and columns, by the order of ids"
        : String.format(
            Locale.ROOT,
            "of %d × %d tiles of about %s × %s cells, by the order of ids",
            rowTiles,
            colTiles,
            about(map.rows(), rowTiles),
            about(map.cols(), colTiles));
  }

  private static String about(long lines, long tiles) {
    return Numbers.count(Math.round((double) lines / tiles));
  }

  private void addWorst(Predictions of) {
    String cells = of.heldOut() ? "held-out" : "fitted";
    addWorst("worstRows", "row", of.rows(), cells);
    addWorst("worstCols", "column", of.cols(), cells);
  }

  private void addWorst(String id, String side, @Nullable LineErrors errors, String cells) {
    if (errors == null || errors.worst().isEmpty()) {
      return;
    }
    StringBuilder rows = new StringBuilder();
    for (LineErrors.Line line : errors.worst()) {
      Html.row(rows, line.id(), Numbers.count(line.count()), Numbers.value(line.rmse()));
    }
    String enough =
        errors.least() == 1
            ? " with a " + cells + " cell"
            : " with " + errors.least() + " " + cells + " cells or more";
    html.append(
        """
        <figure id="%s"><figcaption><b>Worst %ss</b><span>%s</span></figcaption>
        <table><tr><th>%s</th><th>cells</th><th>RMSE</th></tr>
        %s</table></figure>
        """
            .formatted(
                id,
                side,
                Html.escape(
                    String.format(
                        Locale.ROOT,
                        "by their RMSE on %s cells, of %s %s%s%s",
                        cells,
                        Numbers.count(errors.lines()),
                        side,
                        errors.lines() == 1 ? "" : "s",
                        enough)),
                side,
                rows));
  }

  private void figure(String id, String title, String caption) {
    html.append(
        """
        <figure id="%s"><figcaption><b>%s</b><span>%s</span></figcaption><div class="plot"></div></figure>
        """
            .formatted(id, Html.escape(title), Html.escape(caption)));
  }
}
