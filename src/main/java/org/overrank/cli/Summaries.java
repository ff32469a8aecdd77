package org.overrank.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;
import org.overrank.certify.Certificate;
import org.overrank.fit.FitResult;
import org.overrank.fit.FitSettings;
import org.overrank.fit.FitSummary;
import org.overrank.fit.TraceRow;
import org.overrank.objective.Factors;
import org.overrank.objective.Objective;
import org.overrank.objective.ProblemShape;
import org.overrank.objective.ResidualSums;
import org.overrank.sensing.EntryBlock;
import org.overrank.sensing.MeasurementKind;
import org.overrank.spark.DistributedObjective;
import org.overrank.spark.entries.EntryData;
import org.overrank.spark.table.DataCounts;

/** Puts together what is known of a finished fit. */
final class Summaries {
  private final FitRequest request;
  private final EntryData data;
  private final FitSettings settings;
  private final double seconds;
  private final long began;

  /**
   * Summaries of one fit.
   *
   * @param request what was asked
   * @param data the measurements
   * @param settings what was asked of the solver
   * @param seconds that solving and certifying took
   * @param began when the command began, by {@link System#nanoTime}
   */
  Summaries(FitRequest request, EntryData data, FitSettings settings, double seconds, long began) {
    this.request = request;
    this.data = data;
    this.settings = settings;
    this.seconds = seconds;
    this.began = began;
  }

  /**
   * The summary; one pass over the measurements held out.
   *
   * @param result what was found
   * @return the summary
   */
  FitSummary of(FitResult result) {
    Certificate proof = result.certificate();
    boolean certified = proof.certifies(settings.relativeGap());
    List<TraceRow> trace = result.trace();
    TraceRow last = trace.get(trace.size() - 1);
    ProblemShape shape = data.shape();
    DataCounts counts = data.counts();
    return new FitSummary(
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
        Verdict.sentence(result, settings),
        result.rank(),
        Arrays.stream(result.singularValues()).boxed().toList(),
        result.searchRank(),
        request.solver().searchRank.toString(),
        settings.lambda(),
        EnumWord.of(request.entries().regularizer()),
        EnumWord.of(request.entries().center()),
        settings.solver().word(),
        request.solver().start.toString(),
        settings.seed(),
        last.iteration(),
        result.passes(),
        seconds,
        (System.nanoTime() - began) / 1e9,
        result.stopReason().word(),
        shape.measurements(),
        counts.heldOut(),
        shape.rows(),
        shape.cols(),
        data.train().getNumPartitions(),
        Math.sqrt(result.residualNormSquared() / data.trainWeight()),
        holdoutRmse(result.factors()),
        counts.dropped(),
        counts.duplicates(),
        EnumWord.of(MeasurementKind.ENTRIES),
        request.source().path(),
        Version.ofOverrank(),
        Version.ofSpark(),
        Version.ofJava(),
        warnings(result));
  }

  private @Nullable Double holdoutRmse(Factors point) {
    JavaRDD<EntryBlock> heldOut = data.heldOut();
    if (heldOut == null || data.counts().heldOut() == 0) {
      return null;
    }
    ProblemShape shape =
        ProblemShape.ofEntries(data.rows().size(), data.cols().size(), data.counts().heldOut());
    try (Objective objective = new DistributedObjective(shape, heldOut, null)) {
      double square = objective.evaluate(new ResidualSums(point)).residualNormSquared();
      return Math.sqrt(square / data.counts().heldOut());
    }
  }

  private List<String> warnings(FitResult result) {
    List<String> warnings = new ArrayList<>();
    DataCounts counts = data.counts();
    if (request.entries().holdout() > 0 && counts.heldOut() == 0) {
      warnings.add("Too few measurements to hold any out: there is no hold-out error.");
    }
    if (counts.dropped() > 0) {
      warnings.add(counts.dropped() + " input rows without a usable entry were dropped.");
    }
    if (counts.duplicates() > 0) {
      String policy = EnumWord.of(request.entries().onDuplicate());
      warnings.add(
          counts.duplicates()
              + " input rows measure a cell again (--on-duplicate "
              + policy
              + ").");
    }
    if (result.rank() == 0) {
      warnings.add("The answer is zero: lambda is so large that no low-rank matrix pays.");
    }
    return warnings;
  }
}
