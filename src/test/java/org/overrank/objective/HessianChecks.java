package org.overrank.objective;

import static org.assertj.core.api.Assertions.assertThat;

/** The Hessian's products against the difference of two gradients, for any objective. */
final class HessianChecks {
  private static final double STEP = 1e-5;

  private HessianChecks() {}

  static void productIsTheDerivativeOfTheGradient(Objective objective, Factors x, Factors d) {
    Factors product = objective.evaluate(new HessianProduct(x, d));
    Factors difference =
        objective
            .evaluate(new ValueAndGradient(x.plus(STEP, d)))
            .gradient()
            .plus(-1, objective.evaluate(new ValueAndGradient(x.plus(-STEP, d))).gradient())
            .times(1 / (2 * STEP));
    double error = Math.sqrt(difference.plus(-1, product).normSquared());
    assertThat(error).isLessThan(1e-6 * Math.sqrt(product.normSquared()));
  }
}
