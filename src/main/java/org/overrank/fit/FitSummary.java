package org.overrank.fit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one fit found, as it stands in {@code summary.json}: there the components of all parts are
 * keys of one object.
 *
 * @param proof what is proven
 * @param answer the matrix
 * @param asked what was asked
 * @param effort what it took
 * @param problem what was measured
 * @param errors how far predictions are off
 * @param holdout whether predictions are of any use, where that was measured
 * @param ranking whether lists of columns are, where that was measured
 * @param state the matrix as a quantum state, where it is Hermitian
 * @param versions what ran
 * @param choice how λ was chosen, empty where it was given
 * @param warnings remarks that a user should read
 */
public record FitSummary(
    Proof proof,
    Answer answer,
    Question asked,
    Effort effort,
    Problem problem,
    Errors errors,
    Optional<Holdout> holdout,
    Optional<Ranking> ranking,
    Optional<State> state,
    Versions versions,
    Optional<ChosenLambda> choice,
    List<String> warnings) {
  /** Detaches the list. */
  public FitSummary {
    warnings = List.copyOf(warnings);
  }

  /**
   * The summary of a fit with a λ that was chosen.
   *
   * @param chosen how
   * @param remarks on it, before the warnings
   * @return a new summary
   */
  public FitSummary chosenBy(ChosenLambda chosen, List<String> remarks) {
    List<String> all = new ArrayList<>(remarks);
    all.addAll(warnings);
    return new FitSummary(
        proof,
        answer,
        asked,
        effort,
        problem,
        errors,
        holdout,
        ranking,
        state,
        versions,
        Optional.of(chosen),
        all);
  }

  /**
   * The summary of a fit to all measurements, with the error of one to fewer.
   *
   * @param rmse on what that one held out, or null where it can say nothing of single cells
   * @param cells how many that was
   * @return a new summary
   */
  public FitSummary withHoldout(@Nullable Double rmse, long cells) {
    return new FitSummary(
        proof,
        answer,
        asked,
        effort,
        new Problem(
            problem.measurements,
            cells,
            problem.rows,
            problem.cols,
            problem.partitions,
            problem.droppedRows,
            problem.duplicates,
            problem.kind,
            problem.compressed,
            problem.input),
        new Errors(errors.trainRmse, rmse, errors.recoveryError, errors.responseError),
        holdout,
        ranking,
        state,
        versions,
        choice,
        warnings);
  }

  /**
   * How far predictions of the hold-out are off.
   *
   * @return the mean loss, or the RMSE under squares; null without a hold-out
   */
  public @Nullable Double holdoutError() {
    return holdout.flatMap(Holdout::byLoss).map(ByLoss::holdoutLoss).orElse(errors.holdoutRmse);
  }

  /**
   * What is proven.
   *
   * @param objective f(U,V)
   * @param convexObjective F(UVᵀ), the value of the convex twin
   * @param lowerBound D, proven to be at most the least value of any search rank
   * @param relativeGap (F − D)/F
   * @param relativeGapAsked the gap that was asked for
   * @param nu ‖G‖_op/(2λ), its proven upper end
   * @param nuLower the lower end of the same
   * @param gapBound "exact" or "lanczos"
   * @param failureProbability probability that the bound fails, 0 when exact
   * @param certified whether relativeGap ≤ relativeGapAsked
   * @param verdict one sentence for people
   */
  public record Proof(
      double objective,
      double convexObjective,
      double lowerBound,
      double relativeGap,
      double relativeGapAsked,
      double nu,
      double nuLower,
      String gapBound,
      double failureProbability,
      boolean certified,
      String verdict) {}

  /**
   * The matrix.
   *
   * @param rank numerical rank of UVᵀ
   * @param singularValues of UVᵀ, descending, at most searchRank of them
   * @param searchRank R at the end
   */
  public record Answer(int rank, List<Double> singularValues, int searchRank) {
    /** Detaches the list. */
    public Answer {
      singularValues = List.copyOf(singularValues);
    }
  }

  /**
   * What was asked.
   *
   * @param searchRankAsked "auto" or the number
   * @param lambda λ
   * @param regularizer "plain", "weighted" or "frequency"
   * @param center "none", "mean" or "biases"
   * @param solver name of the solver
   * @param start name of the start
   * @param seed seed of everything random
   * @param unseen what cells said that were not in the table, empty for nothing
   * @param loss how predictions were charged; empty for squares
   */
  public record Question(
      String searchRankAsked,
      double lambda,
      String regularizer,
      String center,
      String solver,
      String start,
      long seed,
      Optional<Unseen> unseen,
      Optional<String> loss) {}

  /**
   * What cells said that were not in the table: that they are 0.
   *
   * @param unobservedWeight α0, the weight of such a cell
   * @param confidence α of the weights 1 + α|r|, null where values were values
   */
  public record Unseen(double unobservedWeight, @Nullable Double confidence) {}

  /**
   * What it took.
   *
   * @param iterations iterations of the solver
   * @param passes passes over the measurements, certificates included
   * @param seconds wall-clock seconds of solving and certifying
   * @param secondsTotal wall-clock seconds from the command's start, reading included
   * @param stopReason machine-readable reason
   */
  public record Effort(
      int iterations, long passes, double seconds, double secondsTotal, String stopReason) {}

  /**
   * What was measured.
   *
   * @param measurements N, training measurements
   * @param heldOut hold-out measurements that holdoutRmse is over: those in rows and columns of
   *     which nothing was left to fit are not among them
   * @param rows d1
   * @param cols d2
   * @param partitions number of partitions
   * @param droppedRows bad input rows dropped on request
   * @param duplicates duplicate cells found in the input
   * @param kind kind of measurements
   * @param compressed whether the solver worked on fewer, equivalent measurements
   * @param input where the measurements came from
   */
  public record Problem(
      long measurements,
      long heldOut,
      int rows,
      int cols,
      int partitions,
      long droppedRows,
      long duplicates,
      String kind,
      boolean compressed,
      String input) {}

  /**
   * How far predictions are off.
   *
   * @param trainRmse root of the weighted mean square residual on the training measurements, in
   *     their units
   * @param holdoutRmse the same on the hold-out, or null without one
   * @param recoveryError ‖UVᵀ − M*‖/‖M*‖ in the Frobenius norm where the truth M* is known, else
   *     null; of log-odds or log-rates where that is what M* holds
   * @param responseError the same of what it says on the scale of the data, probabilities or rates,
   *     where M* holds log-odds or log-rates
   */
  public record Errors(
      double trainRmse,
      @Nullable Double holdoutRmse,
      @Nullable Double recoveryError,
      Optional<Double> responseError) {}

  /**
   * The hold-out beside plain baselines on the same cells.
   *
   * @param useful "yes", "no" or "unclear", see {@link Usefulness}
   * @param usefulness the same in a sentence for people
   * @param holdoutMae mean absolute error, in the units of the data
   * @param holdoutR2 1 − Σ(y − ŷ)²/Σ(y − ȳ)², or null where all values are the same
   * @param holdoutStandardError of {@link FitSummary#holdoutError}, from its differences cell by
   *     cell; empty in summaries of version 0.1
   * @param byLoss the same in the words of its loss; empty under squares
   * @param baselines what a fit has to beat
   */
  public record Holdout(
      String useful,
      String usefulness,
      double holdoutMae,
      @Nullable Double holdoutR2,
      Optional<Double> holdoutStandardError,
      Optional<ByLoss> byLoss,
      List<Baseline> baselines) {
    /** Detaches the list. */
    public Holdout {
      baselines = List.copyOf(baselines);
    }
  }

  /**
   * Errors on the hold-out in the words of a loss that is no square.
   *
   * @param holdoutLoss the mean loss
   * @param holdoutAuc of labels, how often a yes is above a no; else null
   * @param calibrationError of labels, how far predicted shares are from true ones; else null
   * @param calibrationSlope of labels, what predicted log-odds would have to be multiplied by for
   *     the least log-loss; else null
   */
  public record ByLoss(
      double holdoutLoss,
      @Nullable Double holdoutAuc,
      @Nullable Double calibrationError,
      @Nullable Double calibrationSlope) {}

  /**
   * Errors of one baseline.
   *
   * @param name what it predicts by, such as "row-means"
   * @param rmse root of the mean square error
   * @param mae mean absolute error
   * @param r2 as that of the fit
   * @param loss the mean loss of the fit, of these predictions moved to suit it; null under squares
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Baseline(
      String name, double rmse, double mae, @Nullable Double r2, @Nullable Double loss) {}

  /**
   * Lists of columns, judged by what was held out, beside those of plain rankings.
   *
   * @param rankingUseful "yes", "no" or "unclear", see {@link Usefulness}
   * @param rankingUsefulness the same in a sentence for people
   * @param rankedBy what that is by, such as "ndcg@100"
   * @param rankedRows rows that had a list and something to find
   * @param rankedCells what there was to find
   * @param popularHeldOut the share of that in the tenth of the columns with the most cells
   * @param rankings of the fit and of plain rankings, by length
   */
  public record Ranking(
      String rankingUseful,
      String rankingUsefulness,
      String rankedBy,
      long rankedRows,
      long rankedCells,
      @Nullable Double popularHeldOut,
      List<Lists> rankings) {
    /** Detaches the list. */
    public Ranking {
      rankings = List.copyOf(rankings);
    }
  }

  /**
   * How good lists of one length are, each a mean over rows.
   *
   * @param name what they are by: "this fit", "popularity" or "item-kNN"
   * @param cutoff their length
   * @param recall found, of what a list of that length can hold
   * @param precision found, of the length
   * @param ndcg found, discounted by the logarithm of the rank, of the most there can be
   * @param map mean average precision
   * @param mrr mean reciprocal rank of the first found
   * @param hitRate whether any was found
   * @param coverage columns in any list, of all
   * @param popular places that the tenth of the columns with the most cells takes, of all
   */
  public record Lists(
      String name,
      int cutoff,
      double recall,
      double precision,
      double ndcg,
      double map,
      double mrr,
      double hitRate,
      double coverage,
      @Nullable Double popular) {}

  /**
   * A Hermitian matrix as a quantum state.
   *
   * @param trace of it, before it is scaled to 1
   * @param fidelity with the truth, where that is known, else null
   * @param linearFidelity that of linear inversion, or null where that is not known or has no
   *     answer
   */
  public record State(double trace, @Nullable Double fidelity, @Nullable Double linearFidelity) {}

  /**
   * What ran.
   *
   * @param version version of this program
   * @param sparkVersion version of Spark
   * @param javaVersion version of Java
   */
  public record Versions(String version, String sparkVersion, String javaVersion) {}
}
