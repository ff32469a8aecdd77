package org.overrank.run;

import org.overrank.data.MeasuredData;
import org.overrank.data.entries.RowsToRank;
import org.overrank.data.ranking.RankingGoal;
import org.overrank.data.ranking.RankingJudgement;
import org.overrank.data.ranking.RankingQuestion;
import org.overrank.fit.PointError;
import org.overrank.linalg.InvalidInputException;
import org.overrank.objective.Factors;

/**
 * What the lists of columns that a point makes lack of the best there can be, on the rows that
 * choices are made by.
 */
final class RankingError implements PointError {
  /** Rows that are looked at for each point, about: the metric's mean is good to a thousandth. */
  private static final double ROWS = 20_000;

  private final MeasuredData data;
  private final RankingQuestion question;

  /**
   * Of lists against what was held out.
   *
   * @param data the measurements
   * @param goal what lists are to be best by
   */
  RankingError(MeasuredData data, RankingGoal goal) {
    this.data = data;
    double rows = 0.5 * (data.holdsOutRows() ? data.cold().rows() : data.shape().rows());
    this.question =
        new RankingQuestion(goal, RowsToRank.Part.CHOOSING, Math.min(1, ROWS / rows), false);
  }

  @Override
  public double of(Factors point, double lambda) {
    RankingJudgement judged = data.rank(point.right(), lambda, question);
    if (judged == null) {
      throw new InvalidInputException(
          "lambda cannot be chosen by "
              + question.goal()
              + ": no cell with a value above 0 was held out of a row and column that are known");
    }
    return 1 - judged.score();
  }
}
