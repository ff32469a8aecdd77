package org.overrank.optim;

import org.overrank.objective.Factors;
import org.overrank.objective.ProblemShape;
import org.overrank.objective.RegularizedObjective;

/**
 * A descent method: an immutable choice of direction and step rule.
 *
 * <p>A solver only steps. Iterations, termination, non-finite values, traces and certificates
 * belong to {@link Minimizer} and its criteria.
 */
public interface Solver {
  /**
   * Begins at a point.
   *
   * @param objective f; passes are counted there
   * @param start (U, V), not modified
   * @return the state at the start, with value and gradient known
   */
  SolverState begin(RegularizedObjective objective, Factors start);

  /**
   * Whether the solver's points are V alone, U being solved for where the measurements are.
   *
   * @param shape the size of the problem
   * @param searchRank R
   * @return true if a start needs no U either
   */
  default boolean solvesInPlace(ProblemShape shape, int searchRank) {
    return false;
  }

  /**
   * Goes on from a snapshot.
   *
   * @param objective f; passes that are made again are counted there
   * @param snapshot what {@link SolverState#snapshot} of this solver has given
   * @return the state at that moment
   * @throws UnsupportedOperationException if this solver gives no snapshots
   */
  default SolverState resume(RegularizedObjective objective, SolverSnapshot snapshot) {
    throw new UnsupportedOperationException("this solver gives no snapshots");
  }
}
