package org.overrank.linalg;

/** A linear operator whose entries are at hand, so that more than products can be had from it. */
public interface ExplicitOperator extends LinearOperator {
  /**
   * The Gram matrix of the shorter side: S = GGᵀ where rows ≤ cols, else S = GᵀG.
   *
   * <p>Each entry is the floating-point sum, in a fixed order, of at most {@link
   * #longestInnerProduct()} products.
   *
   * @return a new symmetric matrix of order min(rows, cols)
   */
  Matrix gramOfShorterSide();

  /**
   * How many products an entry of {@link #gramOfShorterSide()} sums at most; what its rounding
   * errors grow with.
   *
   * @return at most max(rows, cols)
   */
  int longestInnerProduct();

  /**
   * The squared Frobenius norm, summed in twice the working precision. Where entries are sums it
   * may be that of their terms' magnitudes, with which the rounding of products grows.
   *
   * @return at least Σ G_ij², up to a few units in the last place; those of a matrix of stored
   *     entries themselves
   */
  double frobeniusNormSquared();

  /**
   * The largest magnitude of an entry, or of the terms that entries are sums of.
   *
   * @return max |G_ij| or more, 0 for an empty matrix, NaN if an entry is NaN
   */
  double largestMagnitude();

  /**
   * All entries.
   *
   * @return a new rows × cols matrix
   */
  Matrix toDense();

  /** Frees what products have kept to be faster, which the next one makes again. */
  default void forgetTranspose() {}

  /**
   * A multiple of this operator.
   *
   * @param factor what to multiply every entry by
   * @return a new operator
   */
  ExplicitOperator scaledBy(double factor);
}
