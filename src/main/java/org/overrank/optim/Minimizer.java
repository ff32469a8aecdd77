package org.overrank.optim;

import java.util.Optional;
import java.util.function.Consumer;
import org.overrank.objective.Factors;
import org.overrank.objective.RegularizedObjective;

/** The one loop: steps a solver until a criterion says stop, and shows every iterate. */
public final class Minimizer {
  private final Solver solver;
  private final StoppingCriterion criterion;
  private final Consumer<Progress> observer;

  /**
   * A loop.
   *
   * @param solver what steps
   * @param criterion what ends it; asked after the start and after each step
   * @param observer told every iterate, after the criterion was asked
   */
  public Minimizer(Solver solver, StoppingCriterion criterion, Consumer<Progress> observer) {
    this.solver = solver;
    this.criterion = criterion;
    this.observer = observer;
  }

  /**
   * How a run ended.
   *
   * @param last the last iterate
   * @param reason why there
   */
  public record Outcome(Progress last, StopReason reason) {}

  /**
   * Minimises f from a start.
   *
   * @param objective f
   * @param start (U, V), not modified
   * @param iterationsBefore iterations made earlier in the same fit, where counting goes on
   * @return the last iterate and why it is the last
   * @throws ArithmeticException if f stops being finite
   */
  public Outcome minimize(RegularizedObjective objective, Factors start, int iterationsBefore) {
    SolverState state = solver.begin(objective, start);
    int iteration = iterationsBefore;
    double step = 0;
    while (true) {
      Progress progress = progress(objective, state, iteration, step);
      Optional<StopReason> reason =
          Thread.currentThread().isInterrupted()
              ? Optional.of(StopReason.INTERRUPTED)
              : criterion.check(progress);
      observer.accept(progress);
      if (reason.isPresent()) {
        return new Outcome(progress, reason.get());
      }
      step = state.advance();
      iteration++;
    }
  }

  private static Progress progress(
      RegularizedObjective objective, SolverState state, int iteration, double step) {
    double gradientNorm = Math.sqrt(state.gradient().normSquared());
    return new Progress(
        iteration, objective.passes(), state.point(), state.value(), gradientNorm, step);
  }
}
