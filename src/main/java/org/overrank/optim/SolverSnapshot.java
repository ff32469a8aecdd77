package org.overrank.optim;

import java.util.List;
import org.overrank.objective.Factors;
import org.overrank.objective.Gauge;

/**
 * All that a solver remembers between two steps, from which it goes on to the same bits.
 *
 * @param factors points, gradients and directions, in an order of the solver's own
 * @param numbers values, in an order of the solver's own
 */
public record SolverSnapshot(List<Factors> factors, List<Double> numbers) {
  /** Detaches the lists. */
  public SolverSnapshot {
    factors = List.copyOf(factors);
    numbers = List.copyOf(numbers);
  }

  /**
   * The same with factors that are shared again where both sides are one: a file holds them twice.
   *
   * @param gauge of the problem, whose points and directions they are
   * @return the snapshot, to the bit
   */
  public SolverSnapshot onto(Gauge gauge) {
    return new SolverSnapshot(factors.stream().map(gauge::project).toList(), numbers);
  }
}
