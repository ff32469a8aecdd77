package org.overrank.theorem;

import java.util.ArrayList;
import java.util.List;
import org.overrank.fit.FitResult;
import org.overrank.fit.PointClassifier;
import org.overrank.landscape.WilsonInterval;

/**
 * How many runs of a search rank come within 1.1 of the best.
 *
 * @param searchRank R
 * @param runs from as many seeds
 * @param succeeded f ≤ 1.1 ε
 * @param share what share of all seeds that is compatible with, at 95 %
 * @param certified proven to the gap asked for
 * @param certifiedWithEscape the same where runs that are stuck may add columns
 * @param escapes columns added in all those runs
 * @param worst the largest f/ε
 */
public record SuccessByRank(
    int searchRank,
    int runs,
    int succeeded,
    WilsonInterval share,
    int certified,
    int certifiedWithEscape,
    int escapes,
    double worst) {

  static List<SuccessByRank> of(Runs runs, List<Integer> searchRanks, int seeds, double epsilon) {
    List<SuccessByRank> result = new ArrayList<>();
    for (int searchRank : searchRanks) {
      int succeeded = 0;
      int certified = 0;
      int withEscape = 0;
      int escapes = 0;
      double worst = 0;
      for (long seed = 1; seed <= seeds; seed++) {
        FitResult plain = runs.from(searchRank, seed, false);
        double ratio = plain.certificate().objective() / epsilon;
        worst = Math.max(worst, ratio);
        succeeded += ratio <= PointClassifier.BAD ? 1 : 0;
        certified += runs.isCertified(plain) ? 1 : 0;
        FitResult escaping = runs.from(searchRank, seed, true);
        withEscape += runs.isCertified(escaping) ? 1 : 0;
        escapes +=
            (int) escaping.trace().stream().filter(row -> row.event().startsWith("escape")).count();
      }
      WilsonInterval share = WilsonInterval.of(succeeded, seeds);
      result.add(
          new SuccessByRank(
              searchRank, seeds, succeeded, share, certified, withEscape, escapes, worst));
    }
    return result;
  }
}
