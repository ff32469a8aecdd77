package org.overrank.certify;

import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.Dot;
import org.overrank.linalg.ExplicitOperator;
import org.overrank.linalg.GramLanczos;
import org.overrank.linalg.LinearOperator;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.SymmetricLanczos;

/**
 * ‖G‖_op between two proven ends, rounding errors included, for operators with explicit entries and
 * a shorter side of moderate order n.
 *
 * <p>Lower end: ‖Gv‖/‖v‖ at a Ritz vector, less the rounding of the product. Upper end: the least σ
 * tried for which floating-point Cholesky proves σ²I − GGᵀ positive semidefinite ({@link
 * GramCeiling}). Lanczos guesses σ so well that one factorization, n³/3 flops, is usual; its guess
 * need not be right. ‖G‖_F is an upper end in any case.
 *
 * @param limit the largest order n of the shorter side that is accepted; memory up to 24·n² bytes
 */
public record ExactNorm(int limit) implements OperatorNorm {
  /** n³/3 flops take seconds up to here, and the two n × n arrays 256 MB. */
  public static final int DEFAULT_LIMIT = 4000;

  private static final int MAX_LANCZOS_STEPS = 400;
  private static final double FACTORIZATION_FLOPS = 1e11;
  private static final double WIDTH = 1e-9;
  private static final int CADENCE = 8;
  private static final double STANDSTILL = 1e-11;
  private static final double GUESS_FAILURE_PROBABILITY = 1e-3;
  private static final int SAFE_EXPONENT = 100;

  /**
   * Whether this operator is explicit and its shorter side within the limit.
   *
   * @param g any operator
   * @return true if {@link #enclose} takes it
   */
  public boolean accepts(LinearOperator g) {
    return g instanceof ExplicitOperator && Math.min(g.rows(), g.cols()) <= limit;
  }

  @Override
  public SpectralBound enclose(LinearOperator g) {
    return enclosed(g, null);
  }

  @Override
  public SpectralBound enclose(LinearOperator g, NormGuess guess) {
    return enclosed(g, guess);
  }

  /** {@inheritDoc} None for operators that are not accepted, and for entries far from 1. */
  @Override
  public @Nullable NormGuess guess(LinearOperator g, DoublePredicate inVain) {
    if (!(g instanceof ExplicitOperator explicit) || !accepts(g)) {
      return null;
    }
    double largest = explicit.largestMagnitude();
    return Double.isFinite(largest) && largest > 0 && isNearOne(largest)
        ? guessed(explicit, inVain)
        : null;
  }

  private SpectralBound enclosed(LinearOperator g, @Nullable NormGuess guess) {
    if (!(g instanceof ExplicitOperator explicit) || !accepts(g)) {
      throw new IllegalArgumentException("no explicit operator of order at most " + limit);
    }
    double largest = explicit.largestMagnitude();
    if (!Double.isFinite(largest)) {
      throw new ArithmeticException("spectral norm: the operator has an entry that is " + largest);
    }
    if (largest == 0) {
      return new SpectralBound(0, 0, BoundKind.EXACT, 0, 0);
    }
    if (isNearOne(largest)) {
      return encloseScaled(explicit, guess == null ? guessed(explicit, sigma -> false) : guess);
    }
    // Powers of two: exact, but for entries too small to matter to a largest entry near 1.
    int exponent = Math.getExponent(largest);
    int half = exponent / 2;
    ExplicitOperator scaled =
        explicit.scaledBy(Math.scalb(1.0, -half)).scaledBy(Math.scalb(1.0, half - exponent));
    SpectralBound bound =
        encloseScaled(scaled, guessed(scaled, sigma -> false))
            .widenedBy(explicit.longestInnerProduct() * 0x1p-1000);
    return new SpectralBound(
        Math.max(0, Math.nextDown(Math.scalb(bound.lower(), exponent))),
        Math.nextUp(Math.scalb(bound.upper(), exponent)),
        BoundKind.EXACT,
        0,
        bound.steps());
  }

  private static boolean isNearOne(double largest) {
    return Math.abs(Math.getExponent(largest)) <= SAFE_EXPONENT;
  }

  private static SpectralBound encloseScaled(ExplicitOperator g, NormGuess guess) {
    GramCeiling ceiling = GramCeiling.of(g);
    double lower = quotient(g, guess.vector(), ceiling.frobenius());
    double upper = ceiling.leastProven(lower, guess.near(), WIDTH, attempts(g));
    return new SpectralBound(lower, upper, BoundKind.EXACT, 0, guess.steps());
  }

  /** Steps until the interval is narrow, the Ritz value stands still, or all is in vain. */
  private static NormGuess guessed(ExplicitOperator g, DoublePredicate inVain) {
    var lanczos = new GramLanczos(g, 1, MAX_LANCZOS_STEPS, 0, 0);
    double s = RitzInterval.threshold(GUESS_FAILURE_PROBABILITY, g.cols());
    double before = 0;
    boolean more = true;
    while (true) {
      for (int k = 0; k < CADENCE && more; k++) {
        more = lanczos.step();
      }
      RitzInterval ritz = RitzInterval.of(lanczos.recurrences().get(0), lanczos.exponent());
      double near = ritz.lower() * (1 + WIDTH);
      double upper = ritz.upper(s);
      boolean still = ritz.lower() <= before * (1 + STANDSTILL);
      if (!more || upper <= near || still || inVain.test(ritz.lower())) {
        Matrix vector = leading(lanczos.recurrences().get(0));
        return new NormGuess(ritz.lower(), Math.min(upper, near), vector, lanczos.steps());
      }
      before = ritz.lower();
    }
  }

  private static Matrix leading(SymmetricLanczos recurrence) {
    double[] vector = recurrence.vector(recurrence.ritz(), recurrence.steps() - 1);
    return Matrix.wrap(vector.length, 1, vector);
  }

  /** How many factorizations are worth their time: from 4 to 40. */
  private static int attempts(ExplicitOperator g) {
    double n = Math.min(g.rows(), g.cols());
    return (int) Math.max(4, Math.min(40, FACTORIZATION_FLOPS / (n * n * n / 3)));
  }

  /** ‖Gv‖/‖v‖, rounded down: |fl(Gv) − Gv| ≤ γ_n·|G||v|. */
  private static double quotient(ExplicitOperator g, Matrix v, double frobenius) {
    double image = Math.sqrt(Dot.sumOfSquares(g.times(v).data()));
    double norm = Math.sqrt(Dot.sumOfSquares(v.data()));
    double gamma = RoundingError.gamma(Math.max(g.rows(), g.cols()) + 8L);
    double error = gamma * frobenius * norm * (1 + gamma);
    double below = (image * (1 - gamma) - error) / (norm * (1 + gamma));
    return Math.max(0, RoundingError.down(below) * (1 - 8 * RoundingError.UNIT));
  }
}
