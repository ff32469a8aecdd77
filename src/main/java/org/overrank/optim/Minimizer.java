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
  private final Consumer<Moment> beforeStep;

  /**
   * A loop.
   *
   * @param solver what steps
   * @param criterion what ends it; asked after the start and after each step
   * @param observer told every iterate, after the criterion was asked
   * @param beforeStep told every iterate that a step is taken from, when all else is done with it
   */
  public Minimizer(
      Solver solver,
      StoppingCriterion criterion,
      Consumer<Progress> observer,
      Consumer<Moment> beforeStep) {
    this.solver = solver;
    this.criterion = criterion;
    this.observer = observer;
    this.beforeStep = beforeStep;
  }

  /**
   * How a run ended.
   *
   * @param last the last iterate
   * @param reason why there
   */
  public record Outcome(Progress last, StopReason reason) {}

  /**
   * Where a run is between two steps.
   *
   * @param state the solver's
   * @param iteration how many steps were made
   * @param step length of the last one
   */
  public record Moment(SolverState state, int iteration, double step) {}

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
    return run(objective, new Moment(solver.begin(objective, start), iterationsBefore, 0));
  }

  /**
   * Goes on with a run whose criterion and observer have seen the current iterate already.
   *
   * @param objective f
   * @param moment where the run was
   * @return the last iterate and why it is the last
   * @throws ArithmeticException if f stops being finite
   */
  public Outcome resume(RegularizedObjective objective, Moment moment) {
    return run(objective, advanced(moment));
  }

  private static Moment advanced(Moment moment) {
    double step = moment.state.advance();
    return new Moment(moment.state, moment.iteration + 1, step);
  }

  private Outcome run(RegularizedObjective objective, Moment first) {
    Moment moment = first;
    while (true) {
      Progress progress = progress(objective, moment.state, moment.iteration, moment.step);
      Optional<StopReason> reason =
          Thread.currentThread().isInterrupted()
              ? Optional.of(StopReason.INTERRUPTED)
              : criterion.check(progress);
      observer.accept(progress);
      if (reason.isPresent()) {
        return new Outcome(progress, reason.get());
      }
      beforeStep.accept(moment);
      moment = advanced(moment);
    }
  }

  private static Progress progress(
      RegularizedObjective objective, SolverState state, int iteration, double step) {
    double gradientNorm = Math.sqrt(state.gradient().normSquared());
    return new Progress(
        iteration, objective.passes(), state.point(), state.value(), gradientNorm, step);
  }
}
