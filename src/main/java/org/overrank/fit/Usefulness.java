package org.overrank.fit;

import java.util.Locale;
import java.util.Optional;
import org.overrank.data.model.HoldoutJudgement;
import org.overrank.data.model.LossErrors;
import org.overrank.data.ranking.RankingJudgement;
import org.overrank.linalg.EnumWords;

/**
 * Whether predictions are better than plain ones: what the gap does not tell. A fit can be solved
 * to the last digit and of no use, or far from solved and useful.
 */
public enum Usefulness {
  /** Better than every baseline, by more than chance would make it. */
  YES,
  /** No better than some baseline. */
  NO,
  /** Better, but by so little on so few cells that chance may have made it. */
  UNCLEAR;

  /** Standard errors beyond which a difference is not put down to chance. */
  private static final double CLEAR = 2;

  /** The training error as a share of the hold-out's, below which noise was fitted. */
  private static final double OVERFIT = 0.25;

  /** Of the variance explained, beyond which there is no noise to speak of. */
  private static final double NEARLY_ALL = 0.99;

  /**
   * Compares with the best baseline.
   *
   * @param judgement over the cells held out
   * @return whether the fit is better
   */
  public static Usefulness of(HoldoutJudgement judgement) {
    HoldoutJudgement.Rival best = judgement.best();
    if (judgement.error() >= best.error()) {
      return NO;
    }
    return best.gain() > CLEAR * best.gainError() ? YES : UNCLEAR;
  }

  /**
   * Compares lists with those of the best plain ranking.
   *
   * @param judgement with plain rankings
   * @return whether the fit's are better
   */
  public static Usefulness of(RankingJudgement judgement) {
    RankingJudgement.Rival best = judgement.best();
    if (best.gain() <= 0) {
      return NO;
    }
    return best.gain() > CLEAR * best.gainError() ? YES : UNCLEAR;
  }

  /**
   * The comparison of lists in a sentence.
   *
   * @param judgement that this is of
   * @return such as "Useful: ndcg@100, 0.4312, is 9.2 % above that of the best plain ranking
   *     (item-kNN, 0.3949), over 1,024 rows."
   */
  public String sentence(RankingJudgement judgement) {
    RankingJudgement.Rival best = judgement.best();
    double theirs = judgement.goal().of(best.ranking());
    String beside =
        String.format(
            Locale.ROOT,
            "%s, %.4f, is %s of the best plain ranking (%s, %.4f), over %,d rows",
            judgement.goal(),
            judgement.score(),
            difference(judgement.score(), theirs),
            best.name(),
            theirs,
            judgement.own().rows());
    return switch (this) {
      case YES -> "Useful: " + beside + ".";
      case NO ->
          "Not useful: "
              + beside
              + ": another lambda or unobserved-weight may be better (--lambda-by ndcg@100); the gap"
              + " says nothing of that.";
      case UNCLEAR -> "Perhaps useful: " + beside + "; chance may have made the difference.";
    };
  }

  /**
   * Whether a fit follows the noise of its data: its training error is less than a quarter of that
   * on the hold-out, where that is not nearly nothing itself.
   *
   * @param trainRmse error on the entries of the fit, the root of the mean loss
   * @param heldOut errors on those held out
   * @return whether λ may be too small
   */
  public static boolean isOverfit(double trainRmse, HoldoutJudgement heldOut) {
    double r2 = heldOut.errors().r2().orElse(1.0);
    return trainRmse < OVERFIT * rootLoss(heldOut) && r2 < NEARLY_ALL;
  }

  /** What compares with a training error: the root of the mean loss, the RMSE under squares. */
  private static double rootLoss(HoldoutJudgement heldOut) {
    LossErrors byLoss = heldOut.byLoss();
    return byLoss == null ? heldOut.errors().rmse() : Math.sqrt(byLoss.mean());
  }

  /**
   * The comparison in a sentence.
   *
   * @param judgement that this is of
   * @return such as "Useful: the hold-out RMSE, 21.44, is 24.8 % below that of the best plain
   *     baseline (row means, 28.51)."; of the loss where that is no square
   */
  public String sentence(HoldoutJudgement judgement) {
    double own = judgement.error();
    double theirs = judgement.best().error();
    String beside =
        String.format(
            Locale.ROOT,
            "the hold-out %s, %.4g, is %s of the best plain baseline (%s, %.4g)",
            judgement.byLoss() == null ? "RMSE" : "loss",
            own,
            difference(own, theirs),
            words(judgement.best().name()),
            theirs);
    return switch (this) {
      case YES -> "Useful: " + beside + ".";
      case NO ->
          "Not useful: "
              + beside
              + (judgement.byLoss() == null ? ": another lambda, or --center," : ": another lambda")
              + " may predict better; the gap says nothing of that.";
      case UNCLEAR ->
          "Perhaps useful: "
              + beside
              + String.format(
                  Locale.ROOT,
                  "; on %,d cells chance may have made the difference.",
                  judgement.errors().count());
    };
  }

  /**
   * Whether a fit was found to be {@link #NO}.
   *
   * @param summary of the fit
   * @return false also where nothing tells
   */
  public static boolean isNone(FitSummary summary) {
    return summary.holdout().map(FitSummary.Holdout::useful).equals(Optional.of(EnumWords.of(NO)));
  }

  private static String difference(double own, double theirs) {
    if (own == theirs) {
      return "that";
    }
    String share =
        theirs == 0 ? "" : String.format(Locale.ROOT, "%.3g %% ", 100 * Math.abs(own / theirs - 1));
    return share + (own < theirs ? "below that" : "above that");
  }

  /**
   * Why nothing was compared.
   *
   * @param summary of a fit without a comparison
   * @return a sentence
   */
  public static String unknown(FitSummary summary) {
    String why =
        summary.errors().holdoutRmse() == null
            ? "nothing was held out to tell (--holdout 0.1)."
            : summary.asked().unseen().isPresent()
                ? "baselines are for tables whose other cells say nothing."
                : "no baselines were measured.";
    return "Useful or not is not known: " + why;
  }

  /**
   * A baseline's name as people read it.
   *
   * @param name such as "row-means"
   * @return such as "row means"
   */
  public static String words(String name) {
    return name.replace('-', ' ');
  }
}
