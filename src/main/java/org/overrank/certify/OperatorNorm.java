package org.overrank.certify;

import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.LinearOperator;

/** A way to enclose ‖G‖_op from both sides. */
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
   * The cheaper part of {@link #enclose}, where there is one: it tells whether the rest is worth
   * its time.
   *
   * @param g m × n, m and n at least 1
   * @param inVain whether enclosing is not worth its time if this number is a lower end: then the
   *     guess is returned as soon as it is known
   * @return a guess, for {@link #enclose(LinearOperator, NormGuess)} unless it is in vain; null
   *     where enclosing is all there is
   */
  default @Nullable NormGuess guess(LinearOperator g, DoublePredicate inVain) {
    return null;
  }

  /**
   * Encloses the spectral norm, knowing where it seems to be.
   *
   * @param g as before
   * @param guess of this operator
   * @return as {@link #enclose(LinearOperator)}: it does not rest on the guess
   */
  default SpectralBound enclose(LinearOperator g, NormGuess guess) {
    return enclose(g);
  }

  /**
   * Exact where it can be, Lanczos elsewhere.
   *
   * @param exact used for operators it {@link ExactNorm#accepts accepts}
   * @param otherwise used for all others
   * @return the combined strategy
   */
  static OperatorNorm exactWherePossible(ExactNorm exact, OperatorNorm otherwise) {
    return new OperatorNorm() {
      @Override
      public SpectralBound enclose(LinearOperator g) {
        return chosen(g).enclose(g);
      }

      @Override
      public @Nullable NormGuess guess(LinearOperator g, DoublePredicate inVain) {
        return chosen(g).guess(g, inVain);
      }

      @Override
      public SpectralBound enclose(LinearOperator g, NormGuess guess) {
        return chosen(g).enclose(g, guess);
      }

      private OperatorNorm chosen(LinearOperator g) {
        return exact.accepts(g) ? exact : otherwise;
      }
    };
  }
}
