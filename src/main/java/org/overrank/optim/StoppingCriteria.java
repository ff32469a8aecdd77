package org.overrank.optim;

import java.util.Optional;

/** The criteria that need no certificate. */
public final class StoppingCriteria {
  private StoppingCriteria() {}

  /**
   * A budget of passes.
   *
   * @param maxPasses how many
   * @return stops once that many were made
   */
  public static StoppingCriterion maxPasses(long maxPasses) {
    return progress ->
        progress.passes() >= maxPasses ? Optional.of(StopReason.MAX_PASSES) : Optional.empty();
  }

  /**
   * A budget of iterations.
   *
   * @param maxIterations how many
   * @return stops once that many were made
   */
  public static StoppingCriterion maxIterations(int maxIterations) {
    return progress ->
        progress.iteration() >= maxIterations
            ? Optional.of(StopReason.MAX_ITERATIONS)
            : Optional.empty();
  }

  /**
   * A vanishing gradient, against the gradient of the regulariser alone: at a stationary point the
   * data term's gradient cancels 2λ(U, V), so ‖∇f‖/(2λ‖(U,V)‖) counts the digits of agreement. The
   * point (0, 0) is stationary.
   *
   * @param lambda λ
   * @param tolerance such as 1e-9
   * @return stops where ‖∇f‖ ≤ tolerance · 2λ‖(U,V)‖
   */
  public static StoppingCriterion stationary(double lambda, double tolerance) {
    return progress -> {
      double scale = 2 * lambda * Math.sqrt(progress.point().normSquared());
      return progress.gradientNorm() <= tolerance * scale
          ? Optional.of(StopReason.STATIONARY)
          : Optional.empty();
    };
  }
}
