package org.overrank.linalg;

/**
 * Singular value decomposition of a product M = L·Rᵀ that is never formed.
 *
 * <p>QR of both factors, then the small SVD of the product of the triangles: M = P diag(σ) Qᵀ with
 * k = min(d1, d2, R) triplets. Its balanced factors P·Σ^{1/2} and Q·Σ^{1/2} attain min ½(‖U‖² +
 * ‖V‖²) over UVᵀ = M, which is ‖M‖_* = Σσ (theory, section 2). Signs are fixed: the entry of
 * largest magnitude in each left vector (the first one on ties) is positive.
 */
public final class ProductSvd {
  /**
   * Singular values below this times the largest do not count towards the rank.
   *
   * <p>Directions that the regularizer drives out shrink towards zero as a run converges but do not
   * reach it. A run that is certified to a relative gap of 1e-3 to 1e-6 cannot tell a direction of
   * relative size 1e-6 from none.
   */
  public static final double RANK_TOLERANCE = 1e-6;

  private final Matrix leftVectors;
  private final double[] values;
  private final Matrix rightVectors;

  private ProductSvd(Matrix leftVectors, double[] values, Matrix rightVectors) {
    this.leftVectors = leftVectors;
    this.values = values;
    this.rightVectors = rightVectors;
  }

  /**
   * Decomposes left · rightᵀ.
   *
   * @param left d1 × R, not modified
   * @param right d2 × R, not modified
   * @return the decomposition of the d1 × d2 product
   * @throws ArithmeticException if an entry is NaN or infinite
   */
  public static ProductSvd of(Matrix left, Matrix right) {
    if (left.cols() != right.cols()) {
      throw new IllegalArgumentException("columns differ: " + left + " and " + right);
    }
    Qr qrLeft = Qr.of(left);
    Qr qrRight = Qr.of(right);
    Svd core = Svd.of(Multiply.abt(qrLeft.r(), qrRight.r()));
    Matrix leftVectors = Multiply.ab(qrLeft.q(), core.leftVectors());
    Matrix rightVectors = Multiply.ab(qrRight.q(), core.rightVectors());
    fixSigns(leftVectors, rightVectors);
    return new ProductSvd(leftVectors, core.values(), rightVectors);
  }

  private static void fixSigns(Matrix left, Matrix right) {
    for (int k = 0; k < left.cols(); k++) {
      double largest = 0;
      for (int i = 0; i < left.rows(); i++) {
        if (Math.abs(left.get(i, k)) > Math.abs(largest)) {
          largest = left.get(i, k);
        }
      }
      if (largest < 0) {
        negateColumn(left, k);
        negateColumn(right, k);
      }
    }
  }

  private static void negateColumn(Matrix a, int k) {
    for (int i = 0; i < a.rows(); i++) {
      a.set(i, k, -a.get(i, k));
    }
  }

  /**
   * The left singular vectors P.
   *
   * @return d1 × k, orthonormal columns
   */
  public Matrix leftVectors() {
    return leftVectors;
  }

  /**
   * The singular values, descending.
   *
   * @return the live array, length k
   */
  public double[] values() {
    return values;
  }

  /**
   * The right singular vectors Q.
   *
   * @return d2 × k, orthonormal columns
   */
  public Matrix rightVectors() {
    return rightVectors;
  }

  /**
   * The nuclear norm of the product.
   *
   * @return ‖M‖_* = Σσ
   */
  public double nuclearNorm() {
    double sum = 0;
    for (int k = values.length - 1; k >= 0; k--) {
      sum += values[k];
    }
    return sum;
  }

  /**
   * The numerical rank at {@link #RANK_TOLERANCE}.
   *
   * @return how many singular values exceed it, 0 for a zero product
   */
  public int rank() {
    return rank(RANK_TOLERANCE);
  }

  /**
   * The numerical rank.
   *
   * @param relativeTolerance what part of the largest singular value still counts, in [0, 1)
   * @return the number of singular values above relativeTolerance · σ_1
   */
  public int rank(double relativeTolerance) {
    int rank = 0;
    while (rank < values.length && values[rank] > relativeTolerance * values[0]) {
      rank++;
    }
    return rank;
  }

  /**
   * The balanced left factor.
   *
   * @param columns how many leading triplets to keep, at most k
   * @return a new d1 × columns matrix P·Σ^{1/2}
   */
  public Matrix balancedLeft(int columns) {
    return timesRoots(leftVectors, columns);
  }

  /**
   * The balanced right factor.
   *
   * @param columns how many leading triplets to keep, at most k
   * @return a new d2 × columns matrix Q·Σ^{1/2}
   */
  public Matrix balancedRight(int columns) {
    return timesRoots(rightVectors, columns);
  }

  private Matrix timesRoots(Matrix vectors, int columns) {
    Matrix result = vectors.leadingColumns(columns);
    for (int i = 0; i < result.rows(); i++) {
      for (int k = 0; k < columns; k++) {
        result.set(i, k, result.get(i, k) * Math.sqrt(values[k]));
      }
    }
    return result;
  }
}
