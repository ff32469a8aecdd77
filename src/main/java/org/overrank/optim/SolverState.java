package org.overrank.optim;

import java.util.Optional;
import org.overrank.objective.Factors;

/** A solver under way from one start: its current point, and how to take the next step. */
public interface SolverState {
  /**
   * The current point.
   *
   * @return (U, V); never modified
   */
  Factors point();

  /**
   * The objective at the current point.
   *
   * @return f, regularisation included
   */
  double value();

  /**
   * The gradient at the current point.
   *
   * @return ∇f
   */
  Factors gradient();

  /**
   * Takes one step.
   *
   * @return the step's length along the solver's direction; 0 if no lower point was found, and then
   *     the state is as it was
   */
  double advance();

  /**
   * All that the solver remembers, if it can say so.
   *
   * @return a snapshot, or empty where a run can only begin anew
   */
  default Optional<SolverSnapshot> snapshot() {
    return Optional.empty();
  }
}
