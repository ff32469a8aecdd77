package org.overrank.report;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.overrank.fit.FitSummary;
import org.overrank.fit.Usefulness;

/**
 * The light beside the proof's: the gap says that the problem is solved, the hold-out whether its
 * answer is of any use.
 */
final class SecondLight {
  private SecondLight() {}

  static String html(FitSummary summary) {
    FitSummary.Holdout holdout = summary.holdout().orElse(null);
    if (holdout == null) {
      return summary
          .ranking()
          .map(SecondLight::lists)
          .orElse(section("unknown", Usefulness.unknown(summary), ""));
    }
    Double loss = holdout.byLoss().map(FitSummary.ByLoss::holdoutLoss).orElse(null);
    StringBuilder rows = new StringBuilder();
    row(
        rows,
        "this fit",
        errors(loss, measured(summary), holdout.holdoutMae(), holdout.holdoutR2()));
    for (FitSummary.Baseline each : holdout.baselines()) {
      row(
          rows,
          Usefulness.words(each.name()),
          errors(each.loss(), each.rmse(), each.mae(), each.r2()));
    }
    return section(
        holdout.useful().equals("yes") ? "proven" : "open",
        holdout.usefulness(),
        table(loss == null ? "" : "<td>loss</td>", rows));
  }

  private static String[] errors(
      @Nullable Double loss, double rmse, double mae, @Nullable Double r2) {
    String[] plain = {Numbers.value(rmse), Numbers.value(mae), r2(r2)};
    return loss == null
        ? plain
        : Stream.concat(Stream.of(Numbers.value(loss)), Stream.of(plain)).toArray(String[]::new);
  }

  private static String lists(FitSummary.Ranking ranking) {
    StringBuilder rows = new StringBuilder();
    for (FitSummary.Lists each : ranking.rankings()) {
      row(
          rows,
          "lists of " + each.cutoff() + ", " + each.name(),
          digits(each.recall()),
          digits(each.precision()),
          digits(each.ndcg()),
          digits(each.map()),
          digits(each.mrr()),
          digits(each.hitRate()),
          digits(each.coverage()),
          each.popular() == null ? Numbers.NONE : digits(each.popular()));
    }
    String head =
        "<tr><th>best columns of "
            + Numbers.count(ranking.rankedRows())
            + " rows, with "
            + Numbers.count(ranking.rankedCells())
            + " held-out cells to find</th><td>recall</td><td>precision</td><td>NDCG</td>"
            + "<td>MAP</td><td>MRR</td><td>hit rate</td><td>coverage</td>"
            + "<td>places of the most popular tenth</td></tr>";
    return section(
        ranking.rankingUseful().equals("yes") ? "proven" : "open",
        ranking.rankingUsefulness(),
        "<table id=\"baselines\">\n" + head + "\n" + rows + "</table>\n");
  }

  private static String digits(double value) {
    return Numbers.value(Math.round(value * 1e4) / 1e4);
  }

  private static double measured(FitSummary summary) {
    Double rmse = summary.errors().holdoutRmse();
    return rmse == null ? Double.NaN : rmse;
  }

  private static String r2(@Nullable Double value) {
    return value == null ? Numbers.NONE : Numbers.value(Math.round(value * 1e4) / 1e4);
  }

  private static void row(StringBuilder rows, String name, String... numbers) {
    rows.append("<tr><th>").append(Html.escape(name)).append("</th>");
    for (String number : numbers) {
      rows.append("<td>").append(Html.escape(number)).append("</td>");
    }
    rows.append("</tr>\n");
  }

  private static String table(String first, StringBuilder rows) {
    return """
    <table id="baselines">
    <tr><th>held-out cells predicted by</th>%s<td>RMSE</td><td>MAE</td><td>R²</td></tr>
    %s</table>
    """
        .formatted(first, rows);
  }

  private static String section(String light, String sentence, String more) {
    return """
    <section class="verdict %s" id="usefulness">
    <h2>%s</h2>
    %s</section>\
    """
        .formatted(light, Html.escape(sentence), more);
  }
}
