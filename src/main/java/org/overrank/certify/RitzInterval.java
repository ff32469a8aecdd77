package org.overrank.certify;

import java.util.function.DoublePredicate;
import org.overrank.linalg.SymmetricLanczos;

/**
 * What one Lanczos recurrence says about ‖G‖_op: a Ritz value, and a bound from above that holds
 * unless the random start was nearly orthogonal to the leading singular vectors.
 *
 * <p>Let λ = ‖G‖², t_j the entries beside the diagonal of T and t_k the coupling to the next
 * vector, and c the part of the unit start in the eigenspace of λ. For a start uniform on the
 * sphere of R^n, P[c &lt; s] ≤ 0.824·√n·s. Where c ≥ s, two bounds hold at once and at every step:
 *
 * <ul>
 *   <li>the Lanczos polynomial p(x) = det(xI − T)/(t_1⋯t_k) gives v_{k+1} = p(GᵀG)·v_1, a unit
 *       vector with the part p(λ)·c, so p(λ) ≤ 1/s. Above the Ritz values p increases: the root of
 *       p(x) = 1/s bounds λ (van Dorsselaer, Hochstenbach and van der Vorst, 2000). This one
 *       profits from gaps in the spectrum, and is sharp when the Krylov space is exhausted.
 *   <li>‖G‖ ≤ θ·cosh(arcosh(1/s)/(2k − 1)), θ the Ritz value. This is Kuczyński and Woźniakowski
 *       (1992, theorem 4.1b), P[θ² &lt; (1 − ε)λ] ≤ 1.648·√n·exp(−√ε·(2k − 1)), before its last two
 *       inequalities: it takes the Chebyshev polynomial U_{2k−2}(√(x/(1 − ε)λ)), for which θ² &lt;
 *       (1 − ε)λ implies c ≤ 1/cosh((2k − 1)·artanh √ε).
 * </ul>
 *
 * <p>So stopping at whatever step looks best costs no probability. Rounding in the recurrence acts
 * like couplings of a few u·λ: none is taken to be smaller than that.
 */
final class RitzInterval {
  /** Couplings relative to θ² that rounding can cause. */
  private static final double NOISE = 0x1.0p-48;

  private static final double LEAST_COUPLING = 0x1.0p-400;
  private static final int MAX_BISECTIONS = 200;

  private final double[] diagonal;
  private final double[] coupling;
  private final double scale;

  private final double theta;

  private RitzInterval(double[] diagonal, double[] coupling, double scale) {
    this.diagonal = diagonal;
    this.coupling = coupling;
    this.scale = scale;
    this.theta = largestEigenvalue();
  }

  /** The smallest part of the start that is excluded with the given probability: 0.824·√n·s = p. */
  static double threshold(double probability, int n) {
    return Math.min(1, probability / (0.824 * Math.sqrt(n)));
  }

  /** T of Lanczos on 2^(−2e) GᵀG, scaled so that its largest entry is 1. */
  static RitzInterval of(SymmetricLanczos recurrence, int exponent) {
    int k = recurrence.steps();
    double largest = 0;
    for (int j = 0; j < k; j++) {
      largest = Math.max(largest, Math.max(recurrence.diagonal(j), recurrence.coupling(j)));
    }
    double[] diagonal = new double[k];
    double[] coupling = new double[k];
    for (int j = 0; j < k && largest > 0; j++) {
      diagonal[j] = recurrence.diagonal(j) / largest;
      coupling[j] = recurrence.coupling(j) / largest;
    }
    return new RitzInterval(diagonal, coupling, Math.scalb(Math.sqrt(largest), exponent));
  }

  /** The largest Ritz value θ, at most ‖G‖ up to rounding. */
  double lower() {
    return scale * Math.sqrt(theta);
  }

  /** A bound of ‖G‖ that holds where the part of the start is at least s. */
  double upper(double s) {
    if (scale == 0) {
      return 0;
    }
    int k = diagonal.length;
    double chebyshev = Math.sqrt(theta) * StrictMath.cosh(arcosh(1 / s) / (2 * k - 1));
    double floor = NOISE * theta;
    double target = -StrictMath.log(s);
    double polynomial =
        bisect(theta, chebyshev * chebyshev, x -> logPolynomial(x, floor) >= target);
    return scale * Math.min(chebyshev, Math.sqrt(polynomial));
  }

  private static double arcosh(double x) {
    return StrictMath.log(x + Math.sqrt((x - 1) * (x + 1)));
  }

  private double largestEigenvalue() {
    double low = 0;
    double high = 0;
    for (int j = 0; j < diagonal.length; j++) {
      double before = j == 0 ? 0 : coupling[j - 1];
      double after = j + 1 < diagonal.length ? coupling[j] : 0;
      low = Math.max(low, diagonal[j]);
      high = Math.max(high, diagonal[j] + before + after);
    }
    return bisect(low, high, x -> logPolynomial(x, 0) > Double.NEGATIVE_INFINITY);
  }

  /** log p(x), couplings at least floor; −∞ where xI − T is not positive definite. */
  private double logPolynomial(double x, double floor) {
    double pivot = 1;
    double square = 0;
    double product = 1;
    double sum = 0;
    for (int j = 0; j < diagonal.length; j++) {
      pivot = x - diagonal[j] - square / pivot;
      if (!(pivot > 0)) {
        return Double.NEGATIVE_INFINITY;
      }
      square = coupling[j] * coupling[j];
      product *= pivot / Math.max(coupling[j], Math.max(floor, LEAST_COUPLING));
      if (product < LEAST_COUPLING || product > 1 / LEAST_COUPLING) {
        sum += StrictMath.log(product);
        product = 1;
      }
    }
    return sum + StrictMath.log(product);
  }

  /** The upper end of a tiny bracket of where an upward-closed property begins to hold. */
  private static double bisect(double from, double to, DoublePredicate property) {
    double low = from;
    double high = to;
    for (int k = 0; k < MAX_BISECTIONS; k++) {
      double middle = low + (high - low) / 2;
      if (middle <= low || middle >= high) {
        break;
      }
      if (property.test(middle)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }
}
