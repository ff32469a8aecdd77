package org.overrank.sweep;

import java.util.List;
import org.overrank.fit.FitSettings;
import org.overrank.objective.Answers;
import org.overrank.objective.Factors;
import org.overrank.objective.Objective;
import org.overrank.objective.ProblemShape;
import org.overrank.objective.Request;
import org.overrank.objective.Residual;

/** The measurements as one trial sees them; its passes are shared. */
final class RidingObjective implements Objective {
  private final Objective measurements;
  private final SharedPasses passes;
  private final FitSettings trial;
  private final Journal journal;

  RidingObjective(Objective measurements, SharedPasses passes, FitSettings trial, Journal journal) {
    this.measurements = measurements;
    this.passes = passes;
    this.trial = trial;
    this.journal = journal;
  }

  /** What the passes are over. */
  Objective measurements() {
    return measurements;
  }

  /** For whom they are. */
  FitSettings trial() {
    return trial;
  }

  /** Who is told. */
  Journal journal() {
    return journal;
  }

  @Override
  public ProblemShape shape() {
    return measurements.shape();
  }

  @Override
  public Answers evaluate(List<? extends Request<?>> batch) {
    return passes.evaluate(this, batch);
  }

  /** A residual is the trial's own; its products are passes that nobody shares. */
  @Override
  public Residual residual(Factors point, double ridge) {
    return measurements.residual(point, ridge);
  }

  /** Passes are shared with trials that round off the kink as widely. */
  @Override
  public Objective roundedBy(double width) {
    return new RidingObjective(passes.rounded(measurements, width), passes, trial, journal);
  }

  /** The measurements are not this trial's to release. */
  @Override
  public void close() {}
}
