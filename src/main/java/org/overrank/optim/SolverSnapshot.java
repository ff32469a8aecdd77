package org.overrank.optim;

import java.util.List;
import org.overrank.objective.Factors;

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
}
