package org.overrank.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.overrank.certify.Certificate;
import org.overrank.data.MeasuredData;
import org.overrank.data.entries.ColdCounts;
import org.overrank.data.entries.Unobserved;
import org.overrank.data.model.Errors;
import org.overrank.data.model.HoldoutJudgement;
import org.overrank.data.model.LabelScores;
import org.overrank.data.model.LossErrors;
import org.overrank.data.table.DataCounts;
import org.overrank.fit.FitOption;
import org.overrank.fit.FitResult;
import org.overrank.fit.FitSettings;
import org.overrank.fit.FitSummary;
import org.overrank.fit.ProofSentence;
import org.overrank.fit.StartKind;
import org.overrank.fit.TraceRow;
import org.overrank.fit.Usefulness;
import org.overrank.linalg.EnumWords;
import org.overrank.loss.Loss;
import org.overrank.objective.Factors;
import org.overrank.objective.ProblemShape;

/** Puts together what is known of a finished fit. */
public final class Summaries {
  /** The residual's share in the targets below which they are met exactly. */
  private static final double MET_EXACTLY = 1e-4;

  private final DataRequest request;
  private final MeasuredData data;
  private final FitSettings settings;
  private final String warmName;
  private final double seconds;
  private final long began;

  /**
   * Summaries of one fit.
   *
   * @param request what was asked
   * @param data the measurements
   * @param settings what was asked of the solver
   * @param warmName what a start at a model is called
   * @param seconds that solving and certifying took
   * @param began when the command began, by {@link System#nanoTime}
   */
  public Summaries(
      DataRequest request,
      MeasuredData data,
      FitSettings settings,
      String warmName,
      double seconds,
      long began) {
    this.request = request;
    this.data = data;
    this.settings = settings;
    this.warmName = warmName;
    this.seconds = seconds;
    this.began = began;
  }

  /**
   * The summary; one pass over the measurements held out, unless those are judged already.
   *
   * @param result what was found
   * @param point (U, V), asked for where measurements held out are not judged already
   * @param compressed whether it was found on fewer, equivalent measurements
   * @param truth what it is compared with, where that is known
   * @param judged by what was held out; without errors to take the RMSE alone
   * @return the summary
   */
  FitSummary of(
      FitResult result,
      Supplier<Factors> point,
      boolean compressed,
      TruthBeside.Comparison truth,
      Judge.Judged judged) {
    HoldoutJudgement judgement = judged.errors();
    @Nullable Double holdoutRmse =
        judgement == null ? holdoutRmse(point) : Double.valueOf(judgement.errors().rmse());
    double trainRmse = result.residualNorm() / data.rootTrainWeight();
    Certificate proof = result.certificate();
    boolean certified = proof.certifies(settings.relativeGap());
    List<TraceRow> trace = result.trace();
    TraceRow last = trace.get(trace.size() - 1);
    return new FitSummary(
        new FitSummary.Proof(
            proof.objective(),
            proof.convexObjective(),
            proof.lowerBound(),
            proof.relativeGap(),
            settings.relativeGap(),
            proof.nu(),
            proof.nuLower(),
            proof.boundKind().word(),
            proof.failureProbability(),
            certified,
            ProofSentence.of(result, settings)),
        new FitSummary.Answer(
            result.rank(),
            Arrays.stream(result.singularValues()).boxed().toList(),
            result.searchRank()),
        asked(),
        new FitSummary.Effort(
            last.iteration(),
            result.passes(),
            seconds,
            (System.nanoTime() - began) / 1e9,
            result.stopReason().word()),
        problem(compressed),
        new FitSummary.Errors(
            trainRmse,
            holdoutRmse,
            truth.recoveryError(),
            Optional.ofNullable(truth.responseError())),
        Optional.ofNullable(judgement).map(Summaries::holdout),
        Optional.ofNullable(judged.ranking()).map(Rankings::of),
        state(result, truth),
        new FitSummary.Versions(Versions.ofOverrank(), Versions.ofSpark(), Versions.ofJava()),
        Optional.empty(),
        warnings(result, trainRmse, judgement));
  }

  private static FitSummary.Holdout holdout(HoldoutJudgement judgement) {
    Usefulness usefulness = Usefulness.of(judgement);
    return new FitSummary.Holdout(
        EnumWords.of(usefulness),
        usefulness.sentence(judgement),
        judgement.errors().mae(),
        judgement.errors().r2().orElse(null),
        Optional.of(judgement.standardError()),
        Optional.ofNullable(judgement.byLoss()).map(Summaries::byLoss),
        judgement.rivals().stream().map(Summaries::baseline).toList());
  }

  private static FitSummary.ByLoss byLoss(LossErrors errors) {
    LabelScores labels = errors.labels();
    return labels == null
        ? new FitSummary.ByLoss(errors.mean(), null, null, null)
        : new FitSummary.ByLoss(errors.mean(), labels.auc(), labels.calibration(), labels.slope());
  }

  private static FitSummary.Baseline baseline(HoldoutJudgement.Rival rival) {
    Errors errors = rival.errors();
    return new FitSummary.Baseline(
        rival.name(), errors.rmse(), errors.mae(), errors.r2().orElse(null), rival.loss());
  }

  /** No eigenvalue is negative: the singular values add up to the trace. */
  private Optional<FitSummary.State> state(FitResult result, TruthBeside.Comparison truth) {
    return settings.structure().isComplex()
        ? Optional.of(
            new FitSummary.State(
                Arrays.stream(result.singularValues()).sum(),
                truth.fidelity(),
                truth.linearFidelity()))
        : Optional.empty();
  }

  private FitSummary.Question asked() {
    return new FitSummary.Question(
        FitOption.SEARCH_RANK.word(settings),
        settings.lambda(),
        request.regularizer(),
        request.center(),
        settings.solver().word(),
        settings.start() == StartKind.MODEL ? warmName : EnumWords.of(settings.start()),
        settings.seed(),
        unseen(),
        Optional.of(request.loss()).filter(loss -> !loss.isSquared()).map(Loss::word));
  }

  private Optional<FitSummary.Unseen> unseen() {
    Unobserved unobserved = request.unobserved();
    return unobserved.isOn()
        ? Optional.of(new FitSummary.Unseen(unobserved.weight(), unobserved.confidence()))
        : Optional.empty();
  }

  private FitSummary.Problem problem(boolean compressed) {
    ProblemShape shape = data.shape();
    DataCounts counts = data.counts();
    int parts = settings.structure().parts();
    return new FitSummary.Problem(
        shape.measurements(),
        data.knownHeldOut(),
        shape.rows() / parts,
        shape.cols() / parts,
        data.partitions(),
        counts.dropped(),
        counts.duplicates(),
        EnumWords.of(request.kind()),
        compressed,
        request.shownPath());
  }

  private @Nullable Double holdoutRmse(Supplier<Factors> point) {
    if (data.knownHeldOut() == 0) {
      return null;
    }
    try (HoldOutError error = new HoldOutError(data)) {
      return error.rmse(point.get());
    }
  }

  private String coldIds() {
    ColdCounts cold = data.cold();
    return String.format(
        Locale.ROOT,
        "%s every entry held out: they are treated as unknown ids are, and no error is taken over"
            + " their %,d held-out entries.",
        cold.rows() == 0
            ? cold.cols() + " columns have"
            : cold.cols() == 0
                ? cold.rows() + " rows have"
                : cold.rows() + " rows and " + cold.cols() + " columns have",
        cold.heldOut());
  }

  private List<String> warnings(
      FitResult result, double trainRmse, @Nullable HoldoutJudgement judgement) {
    List<String> warnings = new ArrayList<>();
    if (judgement != null && Usefulness.isOverfit(trainRmse, judgement)) {
      LossErrors byLoss = judgement.byLoss();
      warnings.add(
          String.format(
              Locale.ROOT,
              "The training %s, %.4g, is far below that on the hold-out, %.4g: the answer follows"
                  + " the noise of the data; lambda may be too small.",
              byLoss == null ? "RMSE" : "loss",
              byLoss == null ? trainRmse : trainRmse * trainRmse,
              byLoss == null ? judgement.errors().rmse() : byLoss.mean()));
    }
    if (isFull(result)) {
      warnings.add(
          String.format(
              "The rank is all of the search rank, %d: a higher one was not looked for, and the gap"
                  + " alone tells whether it could pay; --search-rank auto widens as needed.",
              result.rank()));
    }
    DataCounts counts = data.counts();
    if (request.holdsOut() && counts.heldOut() == 0) {
      warnings.add("Too few measurements to hold any out: there is no hold-out error.");
    }
    if (data.cold().heldOut() > 0 && !data.holdsOutRows()) {
      warnings.add(coldIds());
    }
    if (counts.dropped() > 0) {
      warnings.add(counts.dropped() + " input rows without a usable entry were dropped.");
    }
    if (counts.duplicates() > 0) {
      warnings.add(
          counts.duplicates()
              + " input rows measure a cell again (duplicates: "
              + request.onDuplicate()
              + ").");
    }
    if (result.rank() == 0) {
      warnings.add(
          isZero(result)
              ? "The answer is zero: lambda is so large that no low-rank matrix pays."
              : "The zero matrix is as good as the answer, as far as the gap tells: lambda is"
                  + " nearly so large that none pays.");
    }
    if (isUndetermined(result)) {
      warnings.add(
          String.format(
              "%d measurements are fewer than the degrees of freedom of a %d x %d matrix of rank"
                  + " %d, and lambda is so small that they are met exactly: many matrices fit"
                  + " alike.",
              data.shape().measurements(),
              data.shape().rows(),
              data.shape().cols(),
              result.rank()));
    }
    return warnings;
  }

  /** No column was to spare, and there could have been more. */
  private boolean isFull(FitResult result) {
    int most = Math.min(data.shape().rows(), data.shape().cols());
    boolean decidesItself = settings.searchRank().isEmpty();
    return result.rank() == result.searchRank()
        && result.rank() < most
        && !(decidesItself && result.certificate().certifies(settings.relativeGap()));
  }

  /** Not only within the gap: ‖A*(y)‖_op is at most λN. */
  private static boolean isZero(FitResult result) {
    return result.singularValues()[0] == 0 && result.certificate().nuLower() <= 1;
  }

  /** N below r(d1 + d2 − r), and nothing but the penalty to choose. */
  private boolean isUndetermined(FitResult result) {
    ProblemShape shape = data.shape();
    long freedom = (long) result.rank() * (shape.rows() + (long) shape.cols() - result.rank());
    return shape.measurements() < freedom
        && result.residualNorm() <= MET_EXACTLY * result.targetNorm();
  }
}
