package org.overrank.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.overrank.cli.options.Location;
import org.overrank.cli.options.SeriesOptions;
import org.overrank.cli.output.EarlierOutput;
import org.overrank.cli.output.FitFiles;
import org.overrank.cli.output.FitTeller;
import org.overrank.cli.output.GateFile;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.LowRankModel;
import org.overrank.data.model.ModelMetadata;
import org.overrank.fit.FitSettings;
import org.overrank.fit.FitSummary;
import org.overrank.fit.Usefulness;
import org.overrank.linalg.EnumWords;
import org.overrank.linalg.InvalidInputException;
import org.overrank.run.Gate;
import org.overrank.run.HeldOutMatrix;
import org.overrank.run.Run;
import org.overrank.sensing.MeasurementKind;

/**
 * What was there before a fit: the one before it in a series, and the model that it begins at.
 *
 * @param request what is asked of the fit
 * @param model of the fit before it in a series, or null
 * @param start what it begins at, or null
 */
record Before(FitRequest request, @Nullable LowRankModel model, @Nullable LowRankMatrix start) {
  static Before of(SparkSession session, FitRequest request) {
    Location previous = request.series() == null ? null : request.series().previous();
    String start = request.start().model();
    LowRankModel model = previous == null ? null : EarlierOutput.model(session, previous);
    if (start == null) {
      return new Before(request, model, null);
    }
    LowRankModel at =
        model != null && previous != null && previous.text().equals(start)
            ? model
            : EarlierOutput.model(session, new Location(start, request.start().shown()));
    return new Before(request, model, at.matrix());
  }

  /**
   * Refuses measurements that have drifted from those of the fit before, and notes that down.
   *
   * @param files where, or null to note nothing down
   * @throws InvalidInputException saying what has
   */
  void check(Run run, @Nullable FitFiles files, FitTeller teller) {
    if (model == null) {
      return;
    }
    requireKind(run);
    List<String> findings = series().limits().findings(model, run.data());
    if (!findings.isEmpty()) {
      if (files != null) {
        files.writeGate(GateFile.drifted(previous(), findings));
      }
      throw new InvalidInputException(
          "the data have drifted from those of "
              + previous()
              + ", and were not fitted:\n"
              + String.join("\n", findings));
    }
    if (run.data().knownHeldOut() == 0) {
      throw new InvalidInputException(
          "--previous: no measurement is held out of which the others tell anything, so that"
              + " nothing can be compared");
    }
    if (!heldOutAlike(run)) {
      teller.warn(
          previous()
              + " held out another share, by another seed or kind, or nothing: it may have seen"
              + " what is held out here, and then seems better than it is");
    }
  }

  private void requireKind(Run run) {
    ModelMetadata.Measured measured = earlier().metadata().measured();
    MeasurementKind kind = measured == null ? MeasurementKind.ENTRIES : measured.kind();
    if (kind != run.request().kind()) {
      throw new InvalidInputException(
          "--previous "
              + previous()
              + ": is of --kind "
              + EnumWords.of(kind)
              + ", and the input of "
              + EnumWords.of(run.request().kind()));
    }
  }

  private boolean heldOutAlike(Run run) {
    ModelMetadata.Entries now = run.request().options(1);
    ModelMetadata.Entries then = earlier().metadata().entries();
    return now.holdout() == then.holdout()
        && Objects.equals(now.rule(), then.rule())
        && request.settings().seed() == earlier().metadata().seed();
  }

  /** What is asked of the fit, with λ of the one before where that is to be kept. */
  FitSettings.Builder settings(Run run) {
    FitSettings.Builder asked = request.settings().toBuilder();
    return model == null || !request.takesLambda()
        ? asked
        : asked.lambda(run.lambda(model.metadata().lambda(), model.metadata().measurements()));
  }

  /** Compares with the fit before, and notes that down; null without one. */
  @Nullable Gate gate(HeldOutMatrix heldOut, FitSummary found, FitFiles files) {
    if (request.series() == null) {
      return null;
    }
    Gate gate = model == null ? null : Gate.of(heldOut, model.matrix(), series().tolerated());
    files.gate(GateFile.ended(request.series().previous(), gate, Usefulness.isNone(found)));
    return gate;
  }

  /** Whether a fit of a series must not take the place of the one before it. */
  boolean isHeldBack(@Nullable Gate gate, FitSummary found) {
    return request.series() != null
        && ((gate != null && gate.isWorse()) || Usefulness.isNone(found));
  }

  /** Tells the comparison. */
  void print(@Nullable Gate gate, FitSummary found, PrintStream out) {
    if (gate != null) {
      out.println(gate.sentence(previous().toString()));
    }
    if (request.series() != null && Usefulness.isNone(found)) {
      out.println(
          "Held back: a plain baseline predicts as well, as if the values had nothing to do with"
              + " their ids.");
    }
  }

  private LowRankModel earlier() {
    return Objects.requireNonNull(model);
  }

  private SeriesOptions.Series series() {
    return Objects.requireNonNull(request.series());
  }

  private Location previous() {
    return Objects.requireNonNull(series().previous());
  }
}
