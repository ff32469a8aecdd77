package org.overrank.fit;

import java.util.Locale;
import java.util.function.IntPredicate;
import org.overrank.certify.Assessment;
import org.overrank.certify.Certifier;
import org.overrank.objective.Factors;
import org.overrank.objective.RegularizedObjective;
import org.overrank.optim.StopReason;

/**
 * Leads a fit with a small λ from the answers for larger ones, each a tenth of the one before and
 * loosely certified: cold, with λ far below ‖A*(y)‖_op/N, where the answer becomes zero, {@link
 * SolverKind#VARIABLE_PROJECTION} takes five times the passes (numerics, "Small λ").
 */
final class Continuation {
  /** Values of λ on the way at the most: what is smaller against the data is rounding. */
  private static final int MOST = 12;

  /** A value of λ takes some 20 passes, and there must be more of them for the last. */
  private static final int PASSES = 50;

  /** Decades below the λ with answer zero that a cold start bridges. */
  private static final int BRIDGED = 2;

  /** What is proven of the answers on the way. */
  private static final double LOOSE = 0.1;

  private final RegularizedObjective data;
  private final FitSettings asked;
  private final TraceRecorder recorder;

  /**
   * A way to one λ.
   *
   * @param data what is minimised, at that λ; passes are counted there
   * @param asked the fit that is led, in user units
   * @param recorder told of every λ
   */
  Continuation(RegularizedObjective data, FitSettings asked, TraceRecorder recorder) {
    this.data = data;
    this.asked = asked;
    this.recorder = recorder;
  }

  /**
   * Where to begin.
   *
   * @param cold a start from nothing, in user units
   * @param room whether there is memory for a search rank
   * @return the start, or the answer for the last λ before with room to grow, in user units
   */
  Factors from(Factors cold, IntPredicate room) {
    int decades = decades(cold);
    long steps = Math.min(Math.min(MOST, decades), asked.maxPasses() / (2 * PASSES));
    Factors point = cold;
    for (int k = 0; k < steps; k++) {
      double lambda = asked.lambda() * Math.pow(10, decades - k);
      FitResult found = at(lambda, point, asked.maxPasses() / (2 * steps), room);
      if (found.rank() > 0) {
        point =
            PointWidth.regrown(
                found.factors(),
                found.rank(),
                asked.searchRank(),
                asked.seed(),
                data.data().shape().units());
      }
      if (found.stopReason() == StopReason.MAX_PASSES) {
        break;
      }
    }
    return point;
  }

  /**
   * How many decades λ is below what a cold start bridges; 0 where iterations are counted, which
   * are those of the fit itself. One pass.
   */
  private int decades(Factors cold) {
    if (asked.solver() != SolverKind.VARIABLE_PROJECTION
        || asked.maxIterations() < Integer.MAX_VALUE) {
      return 0;
    }
    try (Assessment nothing =
        new Certifier(data, asked.seed()).assess(Factors.zeros(cold.rows(), cold.cols(), 1))) {
      return (int) Math.max(0, Math.round(Math.log10(nothing.nuLower()) - BRIDGED));
    }
  }

  private FitResult at(double lambda, Factors start, long passes, IntPredicate room) {
    FitSettings larger =
        asked.toBuilder()
            .lambda(lambda)
            .relativeGap(Math.max(LOOSE, asked.relativeGap()))
            .maxPasses(passes)
            .warmStart(start)
            .build();
    FitResult found = new Fit(data.given(), larger, row -> {}).withRoom(room).run();
    data.countPasses(found.passes());
    recorder.event(
        String.format(
            Locale.ROOT, "from the answer for lambda %.3g, rank %d", lambda, found.rank()));
    return found;
  }
}
