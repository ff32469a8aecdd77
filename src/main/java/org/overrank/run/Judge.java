package org.overrank.run;

import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.overrank.data.MeasuredData;
import org.overrank.data.model.HoldoutJudgement;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.ValueRange;
import org.overrank.data.ranking.RankingGoal;
import org.overrank.data.ranking.RankingJudgement;
import org.overrank.data.ranking.RankingQuestion;
import org.overrank.linalg.Matrix;
import org.overrank.spark.JobLabels;

/**
 * Judges answers by what was held out of some data.
 *
 * @param session where
 * @param request what was asked for
 * @param data what was read
 */
record Judge(SparkSession session, DataRequest request, MeasuredData data) {
  /**
   * What a result is judged by.
   *
   * @param errors of single cells, or null
   * @param ranking of lists of columns, or null
   */
  record Judged(@Nullable HoldoutJudgement errors, @Nullable RankingJudgement ranking) {
    /** Nothing was held out, or it is not looked at. */
    static final Judged NOTHING = new Judged(null, null);
  }

  /** Compares a matrix with what was held out, and with plain baselines. */
  @Nullable HoldoutJudgement errors(LowRankMatrix matrix, ValueRange clip) {
    return JobLabels.during(
        session.sparkContext(), "comparing with baselines", () -> data.judge(matrix, clip));
  }

  /**
   * Judges lists of columns: where a goal is given, or cells that are not in the table say that
   * they are 0.
   */
  @Nullable RankingJudgement ranking(Matrix right, double lambda, @Nullable RankingGoal goal) {
    if (!data.ranks() || (goal == null && !request.unobserved().isOn())) {
      return null;
    }
    RankingQuestion question = RankingQuestion.whole(goal == null ? RankingGoal.USUAL : goal);
    return JobLabels.during(
        session.sparkContext(), "judging lists", () -> data.rank(right, lambda, question));
  }
}
