package org.overrank.objective;

import java.io.Serializable;
import java.util.Locale;
import org.overrank.linalg.InvalidInputException;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.PowersOfTwo;

/**
 * The powers of two between the units of a user's data and those that solvers work in, where the
 * largest target and the largest coefficient lie in [1, 2) or nearly: √w y = 2^p y', √w A = 2^a A'.
 * Neither squares of the data nor those of factors over- or underflow there.
 *
 * <p>Then M = 2^(p−a) M', and F(M) = 2^(2p) F'(M') for λ = 2^(p+a) λ': a fit in solver units is the
 * same to the bit for all data that differ by powers of two. Every number that leaves a fit goes
 * through here. Of a factor's exponent p − a, U carries the larger half.
 *
 * @param target p
 * @param coefficient a
 */
public record Units(int target, int coefficient) implements Serializable {
  /** Data in their own units. */
  public static final Units NONE = new Units(0, 0);

  /** The largest p whose squares, summed with some room, are finite. */
  private static final int LARGEST_TARGET = 510;

  /** λ' beyond 2 to this power says that λ was meant for other data. */
  private static final int FARTHEST_LAMBDA = 500;

  private static final int FARTHEST_MATRIX = 1000;

  /** Below this exponent the objective has no digits to print. */
  private static final int LEAST_VALUE = Double.MIN_EXPONENT;

  /**
   * Units of other measurements of the same M.
   *
   * @param other their p
   * @return units in which M' is the same
   */
  public Units withTarget(int other) {
    return new Units(other, other - matrix());
  }

  /**
   * The exponent of M.
   *
   * @return p − a
   */
  public int matrix() {
    return target - coefficient;
  }

  /**
   * The exponent of V.
   *
   * @return ⌊(p − a)/2⌋
   */
  public int right() {
    return Math.floorDiv(matrix(), 2);
  }

  /**
   * What U carries more than V.
   *
   * @return 1 where p − a is odd, else 0
   */
  public int leftExponent() {
    return matrix() - 2 * right();
  }

  private int lambda() {
    return target + coefficient;
  }

  /**
   * A user's λ as the solver's.
   *
   * @param lambda λ, positive and finite
   * @return λ'
   * @throws InvalidInputException if doubles cannot hold the values of such a problem
   */
  public double lambdaOf(double lambda) {
    requirePrintable();
    int exponent = PowersOfTwo.exponent(lambda) - lambda();
    if (Math.abs(exponent) > FARTHEST_LAMBDA) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "lambda %s is too %s beside values up to %.2g",
              lambda,
              exponent > 0 ? "large" : "small",
              Math.scalb(1.0, target)));
    }
    return Math.scalb(lambda, -lambda());
  }

  /**
   * A solver's λ', or anything that scales with it, such as eigenvalues of the Hessian.
   *
   * @param lambda λ'
   * @return λ
   */
  public double toLambda(double lambda) {
    return Math.scalb(lambda, lambda());
  }

  /**
   * The least objective that was found.
   *
   * @param value in solver units
   * @return in user units
   * @throws InvalidInputException if doubles cannot hold it
   */
  public double toObjective(double value) {
    double objective = toValue(value);
    if (value >= Double.MIN_NORMAL && objective < Double.MIN_NORMAL) {
      throw tooSmall();
    }
    return objective;
  }

  /**
   * Values of objectives and bounds, mean squares of residuals.
   *
   * @param value in solver units
   * @return in user units
   */
  public double toValue(double value) {
    return Math.scalb(value, 2 * target);
  }

  /**
   * Norms of residuals and other numbers that scale with the targets.
   *
   * @param residual in solver units
   * @return in user units
   */
  public double toResidual(double residual) {
    return Math.scalb(residual, target);
  }

  /**
   * Cells of M and its singular values.
   *
   * @param value in solver units
   * @return in user units
   */
  public double toMatrix(double value) {
    return Math.scalb(value, matrix());
  }

  /**
   * Norms of ∇f at factors that share the exponent of M evenly.
   *
   * @param norm in solver units
   * @return in user units
   */
  public double toGradient(double norm) {
    int twice = 4 * target - matrix();
    double even = (twice & 1) == 0 ? norm : norm * Math.sqrt(2);
    return Math.scalb(even, Math.floorDiv(twice, 2));
  }

  /**
   * Lengths of steps along −∇f.
   *
   * @param step in user units
   * @return in solver units
   */
  public double stepOf(double step) {
    return Math.scalb(step, lambda());
  }

  /**
   * Lengths of steps along −∇f.
   *
   * @param step in solver units
   * @return in user units
   */
  public double toStep(double step) {
    return Math.scalb(step, -lambda());
  }

  /**
   * Lengths of steps along −∇F in M.
   *
   * @param step in solver units
   * @return in user units
   */
  public double toMatrixStep(double step) {
    return Math.scalb(step, -2 * coefficient);
  }

  /**
   * A solver's factors as the user's.
   *
   * @param point (U', V')
   * @return (2^⌈(p−a)/2⌉ U', 2^⌊(p−a)/2⌋ V')
   */
  public Factors toFactors(Factors point) {
    return scaled(point, matrix() - right(), right());
  }

  /**
   * The same matrix by factors whose images under {@link #toFactors} have one scale, so that one
   * that stands for both stays so: where U's exponent is larger, by a rounding of each entry.
   *
   * @param point (U', V')
   * @return (U'/√2, √2 V'), or the point where the exponents are the same
   */
  public Factors evenly(Factors point) {
    double root = Math.sqrt(2);
    return leftExponent() == 0
        ? point
        : new Factors(point.times(root).times(0.5).left(), point.times(root).right());
  }

  /**
   * What {@link #evenly} makes this of, up to rounding.
   *
   * @param point factors of one scale for the user
   * @return factors of one scale for the solver
   */
  public Factors fromEvenly(Factors point) {
    double root = Math.sqrt(0.5);
    return leftExponent() == 0
        ? point
        : new Factors(point.times(root).times(2).left(), point.times(root).right());
  }

  /**
   * A user's factors as the solver's.
   *
   * @param point (U, V)
   * @return what {@link #toFactors} makes this of
   */
  public Factors factorsOf(Factors point) {
    return scaled(point, right() - matrix(), -right());
  }

  private static Factors scaled(Factors point, int left, int right) {
    if (left == 0 && right == 0) {
      return point;
    }
    return point.isShared() && left == right
        ? Factors.shared(scaled(point.left(), left))
        : new Factors(scaled(point.left(), left), scaled(point.right(), right));
  }

  private static Matrix scaled(Matrix matrix, int exponent) {
    return Matrix.wrap(matrix.rows(), matrix.cols(), PowersOfTwo.scaled(matrix.data(), exponent));
  }

  /**
   * Refuses data whose objective, or whose matrix, doubles cannot hold.
   *
   * @throws InvalidInputException in one line
   */
  public void requirePrintable() {
    if (target > LARGEST_TARGET) {
      throw new InvalidInputException(
          "the values, times the roots of their weights, are too large: the objective, a mean of"
              + " their squares, would overflow; divide them by a power of ten");
    }
    if (2 * target < LEAST_VALUE) {
      throw tooSmall();
    }
    if (Math.abs(matrix()) > FARTHEST_MATRIX) {
      throw new InvalidInputException(
          "the values are too "
              + (matrix() > 0 ? "large" : "small")
              + " beside the measurements' coefficients: the matrix would "
              + (matrix() > 0 ? "overflow" : "underflow"));
    }
  }

  private static InvalidInputException tooSmall() {
    return new InvalidInputException(
        "the values, times the roots of their weights, are too small: the objective, a mean of"
            + " their squares, would underflow; multiply them by a power of ten");
  }
}
