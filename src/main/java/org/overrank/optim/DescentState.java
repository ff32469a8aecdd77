package org.overrank.optim;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.overrank.objective.Factors;
import org.overrank.objective.RegularizedObjective;

/** Steps along directions that depend on the current point and gradient only. */
final class DescentState implements SolverState {
  private final RegularizedObjective objective;
  private final Rule rule;
  private final OptionalDouble fixedStep;
  private Factors point;
  private RegularizedObjective.Evaluation current;

  /** Where to go from a point. */
  @FunctionalInterface
  interface Rule {
    /**
     * The direction.
     *
     * @param point (U, V)
     * @param gradient ∇f there
     * @return a direction along which f falls at first
     */
    Factors direction(Factors point, Factors gradient);
  }

  /**
   * Begins at a point; one pass.
   *
   * @param objective f
   * @param start (U, V)
   * @param rule where to go
   * @param fixedStep the step, taken whether or not f falls; empty for the exact minimiser of the
   *     quartic along the direction, which costs a pass
   */
  DescentState(RegularizedObjective objective, Factors start, Rule rule, OptionalDouble fixedStep) {
    this.objective = objective;
    this.rule = rule;
    this.fixedStep = fixedStep;
    this.point = start;
    this.current = objective.valueAndGradient(start);
  }

  /**
   * Goes on from a snapshot; no pass.
   *
   * @param objective f
   * @param snapshot a state's snapshot
   * @param rule where to go
   * @param fixedStep the step, or empty for the exact one
   */
  DescentState(
      RegularizedObjective objective,
      SolverSnapshot snapshot,
      Rule rule,
      OptionalDouble fixedStep) {
    this.objective = objective;
    this.rule = rule;
    this.fixedStep = fixedStep;
    this.point = snapshot.factors().get(0);
    this.current =
        new RegularizedObjective.Evaluation(snapshot.numbers().get(0), snapshot.factors().get(1));
  }

  @Override
  public Optional<SolverSnapshot> snapshot() {
    return Optional.of(
        new SolverSnapshot(List.of(point, current.gradient()), List.of(current.value())));
  }

  @Override
  public Factors point() {
    return point;
  }

  @Override
  public double value() {
    return current.value();
  }

  @Override
  public Factors gradient() {
    return current.gradient();
  }

  @Override
  public double advance() {
    Factors direction = objective.gauge().project(rule.direction(point, current.gradient()));
    double step =
        fixedStep.isPresent()
            ? fixedStep.getAsDouble()
            : objective.along(point, direction).minimizer();
    if (step > 0) {
      point = point.plus(step, direction);
      current = objective.valueAndGradient(point);
    }
    return step;
  }
}
