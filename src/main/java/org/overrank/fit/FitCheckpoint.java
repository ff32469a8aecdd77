package org.overrank.fit;

import java.util.List;
import org.overrank.objective.Factors;
import org.overrank.optim.SolverSnapshot;

/**
 * A fit between two steps, from which it goes on to the same bits.
 *
 * @param identity what tells this fit from others
 * @param onMeasurements false while it works on equivalent measurements
 * @param passes made so far
 * @param knowsCurvature whether the pass for it is among them
 * @param iteration steps made so far
 * @param step length of the last one
 * @param leg whose turn it is
 * @param smoothing width over which the kink of the loss is rounded off; 0 without
 * @param solver what that solver remembers
 * @param gap what the gap check remembers
 * @param stall what the stall criterion has seen
 * @param trace all iterates so far
 * @param seconds spent so far
 */
public record FitCheckpoint(
    String identity,
    boolean onMeasurements,
    long passes,
    boolean knowsCurvature,
    int iteration,
    double step,
    Leg leg,
    double smoothing,
    SolverSnapshot solver,
    GapMemory gap,
    List<Double> stall,
    List<TraceRow> trace,
    double seconds) {
  /** Detaches the lists. */
  public FitCheckpoint {
    stall = List.copyOf(stall);
    trace = List.copyOf(trace);
  }

  /**
   * An answer that another fit begins at, as a checkpoint that no fit goes on from.
   *
   * @param identity whose answer
   * @param answer (U, V)
   * @return the checkpoint
   */
  public static FitCheckpoint ofAnswer(String identity, Factors answer) {
    SolverSnapshot point = new SolverSnapshot(List.of(answer), List.of());
    GapMemory none = new GapMemory(0, 0, 0, 0, 0, 0, 0);
    return new FitCheckpoint(
        identity, true, 0, false, 0, 0, Leg.NAMED, 0, point, none, List.of(), List.of(), 0);
  }

  /**
   * What a gap check remembers from one check to the next.
   *
   * @param spent passes that were not the solver's
   * @param nextCheck after how many passes of the solver the next check is due
   * @param nextRegularCheck after how many the next regular one is
   * @param clockAtPrediction how many there were at the last check
   * @param gapAtPrediction gap at the last check
   * @param valueAtLastCheck f at the last regular check
   * @param gapAtLastCheck gap at the last regular check
   */
  public record GapMemory(
      long spent,
      long nextCheck,
      long nextRegularCheck,
      long clockAtPrediction,
      double gapAtPrediction,
      double valueAtLastCheck,
      double gapAtLastCheck) {}
}
