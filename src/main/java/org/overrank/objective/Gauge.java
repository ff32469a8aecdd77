package org.overrank.objective;

import org.overrank.linalg.LinearOperator;
import org.overrank.linalg.Matrix;

/**
 * The penalty's side of a problem: a linear space S of pairs (U, V), on which λ(‖U‖² + ‖V‖²) is, at
 * its least for a given M = UVᵀ, 2λ times the nuclear norm of M (theory, section 10).
 *
 * <p>All that varies with what is known of M is this space: a gradient in it is the orthogonal
 * projection of the gradient, so that solvers never leave it; the part of G = (2/N)A*(r) that such
 * matrices see is G's projection; and the dual norm is ‖G‖_op, or where M ⪰ 0 the one-sided
 * λ_max(−G). A gauge has no state.
 */
public interface Gauge {
  /**
   * The orthogonal projection onto S.
   *
   * @param pair (U, V), not modified
   * @return the nearest pair in S: it itself where all pairs are
   */
  Factors project(Factors pair);

  /**
   * How many columns belong together: a point of S has a multiple of it.
   *
   * @return 1 or 2
   */
  int columnsTogether();

  /**
   * Whether only M ⪰ 0 are looked for, so that the dual norm is the largest eigenvalue of −G, if it
   * is positive, and s ≥ 0 in the lower bound.
   *
   * @return true for cones
   */
  boolean isCone();

  /**
   * Whether both factors stand for one, so that the norms of their columns differ by the scale of
   * units alone.
   *
   * @return false for the nuclear norm
   */
  default boolean isSquare() {
    return true;
  }

  /**
   * Whether a column has one of two signs, and half of them can be of no use.
   *
   * @return true for symmetric matrices that may be indefinite
   */
  default boolean isSigned() {
    return false;
  }

  /** Relative rounding of {@link #project(Matrix)}: two means of two numbers. */
  double PROJECTION_ROUNDING = 0x1.0p-51;

  /**
   * What matrices with the structure see of G, entry by entry.
   *
   * @param g G, not modified
   * @return its projection, which rounds by at most {@link #PROJECTION_ROUNDING} of what entries
   *     are means of; G itself where that is all of it
   */
  Matrix project(Matrix g);

  /**
   * What matrices with the structure see of G, by products.
   *
   * @param g G
   * @return its projection
   */
  LinearOperator project(LinearOperator g);

  /**
   * How many products with G or Gᵀ one with the projection is made of.
   *
   * @return 1, or 2 where it is a mean
   */
  int productsOfOne();

  /**
   * Factors at which the penalty is the least that it is for their product.
   *
   * @param factors of M, in S, columns by descending singular value
   * @param nuclearNorm ‖M‖_*
   */
  record Balanced(Factors factors, double nuclearNorm) {}

  /**
   * A point with the same product, balanced.
   *
   * @param point in S
   * @return as many columns as there are singular triplets, or more
   */
  Balanced balanced(Factors point);

  /**
   * The proximal step of the nuclear norm, within the structure: argmin over X of ½‖X − Z‖_F² +
   * τ‖X‖_*.
   *
   * @param z Z, not modified
   * @param threshold τ ≥ 0
   * @return X, at least {@link #columnsTogether} columns
   */
  Balanced proximal(Matrix z, double threshold);

  /**
   * Coordinates of a pair of S in an orthonormal basis of it.
   *
   * @param pair in S
   * @return a new array whose norm is the pair's
   */
  double[] coordinates(Factors pair);

  /**
   * The pair that has given coordinates.
   *
   * @param coordinates in the same basis
   * @param like a pair of its size
   * @return the pair
   */
  Factors pair(double[] coordinates, Factors like);
}
