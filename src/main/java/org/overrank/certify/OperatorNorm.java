package org.overrank.certify;

import org.overrank.linalg.LinearOperator;

/** A way to enclose ‖G‖_op from both sides. */
@FunctionalInterface
public interface OperatorNorm {
  /**
   * Encloses the spectral norm.
   *
   * @param g m × n, m and n at least 1
   * @return an interval that holds ‖G‖_op, but for the failure probability it states
   * @throws ArithmeticException if an entry or a product is NaN or infinite
   */
  SpectralBound enclose(LinearOperator g);

  /**
   * Exact where it can be, Lanczos elsewhere.
   *
   * @param exact used for operators it {@link ExactNorm#accepts accepts}
   * @param otherwise used for all others
   * @return the combined strategy
   */
  static OperatorNorm exactWherePossible(ExactNorm exact, OperatorNorm otherwise) {
    return g -> exact.accepts(g) ? exact.enclose(g) : otherwise.enclose(g);
  }
}
