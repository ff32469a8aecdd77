package org.overrank.run;

import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.overrank.data.MeasuredData;
import org.overrank.data.entries.RowsToRank;
import org.overrank.data.model.HoldoutJudgement;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.ValueRange;
import org.overrank.data.ranking.RankingGoal;
import org.overrank.data.ranking.RankingJudgement;
import org.overrank.data.ranking.RankingQuestion;
import org.overrank.fit.FitResult;
import org.overrank.fit.FitSettings;
import org.overrank.linalg.Matrix;
import org.overrank.spark.JobLabels;
import org.overrank.spark.entries.EntryData;
import org.overrank.spark.entries.MatrixByRange;

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
   * Judges a fit where its rows are, if they were left there.
   *
   * @param result what it found
   * @param settings what it was asked
   * @param clip to which predictions are clipped
   * @param whole its matrix, asked for where that is here anyway
   * @return the judgement, or null where nothing was held out that a fit can be right or wrong on
   */
  @Nullable HoldoutJudgement errors(
      FitResult result, FitSettings settings, ValueRange clip, Supplier<LowRankMatrix> whole) {
    if (data.knownHeldOut() == 0) {
      return null;
    }
    if (!result.factors().isImplied() || !(data instanceof EntryData entries)) {
      return errors(whole.get(), clip);
    }
    try (MatrixByRange matrix =
        MatrixByRange.solved(entries, result.factors().right(), settings.lambda())) {
      return JobLabels.during(
          session.sparkContext(), "comparing with baselines", () -> entries.judge(matrix, clip));
    }
  }

  /**
   * Judges lists of columns: where λ was chosen by a goal, by rows that were not chosen by; else
   * where cells that are not in the table say that they are 0, by all.
   */
  @Nullable RankingJudgement ranking(Matrix right, double lambda, @Nullable RankingGoal goal) {
    if (!data.ranks() || (goal == null && !request.unobserved().isOn())) {
      return null;
    }
    RankingQuestion question =
        goal == null
            ? RankingQuestion.whole(RankingGoal.USUAL, RowsToRank.Part.ALL)
            : RankingQuestion.whole(goal, RowsToRank.Part.JUDGING);
    return JobLabels.during(
        session.sparkContext(), "judging lists", () -> data.rank(right, lambda, question));
  }
}
